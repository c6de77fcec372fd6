// One script tag for a page of others: defines <regain-recovery>.
import { define } from "./element.js";

define();
