// Holds the declarations of the npm package against what the package exports. Only the stage `types` of
// the tests reads this file: it is in no build.
import type * as declared from "./index.d.ts";
import * as made from "../package.ts";

/** Is `true` when `Declared` and `Made` name the same things. */
type Same<Declared, Made> = [Declared, Made] extends [Made, Declared] ? true : never;

/** Everything that is declared is exported, and the other way about. */
export const exports: Same<keyof typeof declared, keyof typeof made> = true;

/** What is exported can be used as it is declared. */
export const define: typeof declared.define = made.define;
export const recovery = (element: made.RegainRecovery): declared.RegainRecovery => element;

/** A portal listens by the type of the event, and stops listening. */
export function listen(element: HTMLElementTagNameMap["regain-recovery"]): () => void {
  const completed = ({ detail }: CustomEvent<{ intent: declared.RegainIntent }>) => detail.intent;
  element.addEventListener("regain:completed", completed);
  return () => element.removeEventListener("regain:completed", completed);
}
