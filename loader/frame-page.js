// Inside the iframe page: tells the page around it how tall it is and which step is shown, in version
// 1 of the protocol of docs/embedding.md, *Iframe*. Never secrets, codes or identifiers (EMB-05).

/** The exact origins that the server lets be around this page. */
const ancestors = document.querySelector('meta[name="regain-ancestors"]')?.content.split(" ") ?? [];
const element = document.querySelector("regain-recovery");
const EVENTS = ["ready", "step", "completed", "ended", "crashed", "leave"];

// What the page around asked for in the address; the element checks each by its type.
const query = new URLSearchParams(location.search);
for (const name of ["theme", "intent", "country", "return-to"]) {
  if (query.has(name)) element.setAttribute(name, query.get(name));
}
// The style of this page is the document's.
document.documentElement.dataset.theme = query.get("theme") ?? "";

/** Who greeted: an origin, and the word that it tells answers apart by. */
let around;

function tell(type, more) {
  if (around) parent.postMessage({ regain: 1, id: around.id, type, ...more }, around.origin);
}

const size = () => tell("size", { height: Math.ceil(element.getBoundingClientRect().height) });

addEventListener("message", ({ source, origin, data }) => {
  const isGreeting = data?.regain === 1 && data.type === "hello" && typeof data.id === "string" && data.id.length <= 64;
  if (source !== parent || parent === window || !ancestors.includes(origin) || !isGreeting) return;
  // The window is as high as the page around makes it: as what is in it, not the other way about.
  element.style.minBlockSize = 0;
  around = { origin, id: data.id };
  tell("here", { step: element.step });
  size();
});

for (const name of EVENTS) {
  element.addEventListener(`regain:${name}`, ({ detail }) => tell("event", { name, detail: detail ?? null }));
}
new ResizeObserver(size).observe(element);
