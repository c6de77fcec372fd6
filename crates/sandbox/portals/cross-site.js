// The server is another site. It must have this page in `cors_origins`; this page names it here.
import { define } from "/regain/{module}";

define("regain-recovery", customElements, { origins: ["{server}"] });
