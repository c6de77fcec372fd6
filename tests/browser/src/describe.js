// Says in a few lines what the page offers, for the message of a failed wait.
const seen = (selector) => [...document.querySelectorAll(selector)]
  .filter((element) => element.getClientRects().length > 0)
  .map((element) => (element.getAttribute("aria-label") || element.labels?.[0]?.innerText
    || element.innerText || "").trim().replace(/\s+/g, " "))
  .map((name) => `“${name}”`).join(", ");
const text = (document.body?.innerText || "").trim().replace(/\s+/g, " ").slice(0, 700);
return `the page ${location.pathname} (“${document.title}”) has
  headings: ${seen("h1, h2, h3")}
  fields: ${seen("input, textarea, select")}
  buttons: ${seen("button")}
  links: ${seen("a[href]")}
  text: ${text}`;
