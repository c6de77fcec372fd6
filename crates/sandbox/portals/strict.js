// The files come from the portal's own origin, the API has another: only a script may name it, so that
// markup alone can lead nobody to a foreign server.
import { define } from "/regain/{module}";

define("regain-recovery", customElements, { origins: ["{server}"] });
