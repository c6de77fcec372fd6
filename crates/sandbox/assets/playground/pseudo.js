// The pseudo-locale en-XA: English with accents, 40 % longer, in brackets. What stands on a page
// outside of brackets was not translated; what is cut off has no room for other languages.

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const OTHER = "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ";
const MORE = " öñé ţŵö ţĥŕéé ƒöûŕ ƒîṽé šîẋ šéṽéñ éîĝĥţ ñîñé ţéñ";

const accented = (text) => [...text].map((one) => OTHER[PLAIN.indexOf(one)] ?? one).join("");

/** Accents the words of a message, and leaves its places for values: `{name}`, `{n, plural, one {#} …}`. */
function words(text) {
  let made = "";
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf("{", at);
    if (open < 0) return made + accented(text.slice(at));
    made += accented(text.slice(at, open));
    const close = end(text, open);
    made += place(text.slice(open + 1, close));
    at = close + 1;
  }
  return made;
}

/** Where the brace at `open` is closed. */
function end(text, open) {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}" && (depth -= 1) === 0) return at;
  }
  return text.length;
}

function place(inner) {
  const first = inner.indexOf("{");
  if (first < 0) return `{${inner}}`;
  let made = "";
  for (let at = 0; at < inner.length; ) {
    const open = inner.indexOf("{", at);
    if (open < 0) return `{${made}${inner.slice(at)}}`;
    const close = end(inner, open);
    made += `${inner.slice(at, open)}{${words(inner.slice(open + 1, close))}}`;
    at = close + 1;
  }
  return `{${made}}`;
}

/** Makes the pseudo-locale of texts: key → text. */
export function pseudo(texts) {
  const entries = Object.entries(texts).map(([key, text]) => {
    const length = Math.ceil(text.replace(/\{[^}]*\}+/g, "").length * 0.4);
    return [key, `⟦${words(text)}${MORE.repeat(Math.ceil(length / MORE.length)).slice(0, length)}⟧`];
  });
  return Object.fromEntries(entries);
}
