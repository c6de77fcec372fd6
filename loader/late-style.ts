// Loads the late steps together with their style, for documents that are ours as a whole.
import { late, once, sheet } from "./files.ts";

const style = once(async () => {
  document.adoptedStyleSheets.push(await sheet(__REGAIN_STYLE_URL__, __REGAIN_STYLE_INTEGRITY__));
});

/** Loads both. */
export function styledLate(): Promise<unknown> {
  return Promise.all([late(), style()]);
}
