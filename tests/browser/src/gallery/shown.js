// Which of the expected messages are not shown: the first in a heading, the others anywhere. A message
// counts as shown when all its words outside of the places for values are.
const [given, heading, keys] = arguments;
const messages = given ?? simulated.messages;
const element = document.querySelector("regain-recovery");
const root = element.shadowRoot ?? element;
const folded = (text) => text.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ");

const pieces = (message) => {
  const found = [""];
  let depth = 0;
  for (const one of message) {
    if (one === "{") depth += 1;
    if (depth === 0) found[found.length - 1] += one;
    if (one === "}" && (depth -= 1) === 0) found.push("");
  }
  return found.map((piece) => folded(piece).trim()).filter(Boolean);
};

const headings = [...root.querySelectorAll("h1")].map((one) => folded(one.innerText)).join(" | ");
const frame = root.querySelector(".rg-frame, .rg-fallback") ?? root;
const text = folded(frame.innerText);
const isIn = (where, key) => messages[key] && pieces(messages[key]).every((piece) => where.includes(piece));
return [heading].filter((key) => !isIn(headings, key)).concat(keys.filter((key) => !isIn(text, key)));
