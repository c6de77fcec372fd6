// Words outside of the brackets of the pseudo-locale that the API did not say: they were not translated.
const element = document.querySelector("regain-recovery");
const root = element.shadowRoot ?? element;
const frame = root.querySelector(".rg-frame");
const said = JSON.stringify(played.data) + JSON.stringify(played.state.acts);

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

/** Blocks, since a message may be made of several pieces. */
const blocks = [...frame.querySelectorAll("*")].filter(
  (one) => !one.closest("select, svg") && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()),
);
const texts = blocks.map((one) => [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(""));
for (const one of frame.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    if (one.hasAttribute(name)) texts.push(one.getAttribute(name));
  }
}
const words = texts.flatMap((text) => outside(text.replace(/[\u2066-\u2069]/g, "")).split(/[\s/]+/));
return [...new Set(words.filter((word) => /\p{L}/u.test(word) && !said.includes(word)))].map((word) => `“${word}”`);
