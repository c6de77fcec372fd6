// One script tag for a page of others: defines <regain-recovery>. `?api=https://recover.example` in the
// script's address names an origin that the API may have: markup alone cannot (EMB-02).
import { define } from "./element.ts";

define("regain-recovery", customElements, { origins: new URL(import.meta.url).searchParams.getAll("api") });
