// What the npm package exports. Importing it does nothing until `define` is called (EMB-10).
export { define, RegainRecovery } from "./element.ts";
