// What the package gives: nothing happens until `define` is called (EMB-10).
export { define, RegainRecovery } from "./element.js";
