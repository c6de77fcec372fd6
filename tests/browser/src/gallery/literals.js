// Words that the API did not say and that were not translated: outside of the brackets of the
// pseudo-locale or, for a language with messages, Latin ones that none of its messages has.
const [messages] = arguments;
const element = document.querySelector("regain-recovery");
const root = element.shadowRoot ?? element;
const frame = root.querySelector(".rg-frame");
const said = JSON.stringify([simulated.data, simulated.state.acts, messages]);
const letters = messages ? /[A-Za-z]{2}/ : /\p{L}/u;

/** What is left of a text without its brackets, which may stand inside of each other. */
const outside = (text) => {
  let depth = 0;
  let left = "";
  for (const one of text) {
    if (one === "⟦") depth += 1;
    left += depth === 0 ? one : " ";
    if (one === "⟧") depth -= 1;
  }
  return left;
};

/** Blocks, since a message may be made of several pieces. What was announced was said in its time. */
const blocks = [...frame.querySelectorAll("*")].filter(
  (one) => !one.closest("select, svg, [role=status]") && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()),
);
const texts = blocks.map((one) => [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(""));
for (const one of frame.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    if (one.hasAttribute(name)) texts.push(one.getAttribute(name));
  }
}
const words = texts.flatMap((text) => outside(text.replace(/[\u2066-\u2069]/g, "")).split(/[\s/]+/))
  .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
return [...new Set(words.filter((word) => letters.test(word) && !said.includes(word)))].map((word) => `“${word}”`);
