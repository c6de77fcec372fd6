// Inside the iframe page: tells the page around it how tall it is and which step is shown. Never tells
// secrets, codes or identifiers (EMB-05).
import type { Received, Told } from "./frame-protocol.ts";

/** The exact origins that the server lets be around this page. */
const ancestors = document.querySelector<HTMLMetaElement>('meta[name="regain-ancestors"]')?.content.split(" ") ?? [];
// The build has put it into the page.
const element = document.querySelector("regain-recovery")!;
const EVENTS = ["ready", "step", "completed", "ended", "crashed", "leave"] as const;

// What the page around asked for in the address; the element checks each by its type.
const query = new URLSearchParams(location.search);
for (const name of ["theme", "intent", "country", "return-to"]) {
  const value = query.get(name);
  if (value !== null) element.setAttribute(name, value);
}
// The style of this page is the document's.
document.documentElement.dataset.theme = query.get("theme") ?? "";

/** Who greeted: an origin, and the word that it tells answers apart by. */
let around: { origin: string; id: string } | undefined;

function tell(told: Told): void {
  if (around) parent.postMessage({ regain: 1, id: around.id, ...told }, around.origin);
}

const size = () => tell({ type: "size", height: Math.ceil(element.getBoundingClientRect().height) });

addEventListener("message", ({ source, origin, data }: MessageEvent<Received>) => {
  if (data?.regain !== 1 || data.type !== "hello" || typeof data.id !== "string" || data.id.length > 64) return;
  if (source !== parent || parent === window || !ancestors.includes(origin)) return;
  // The page around makes the window as high as its content is. So the content must not be made as high
  // as the window.
  element.style.minBlockSize = "0";
  around = { origin, id: data.id };
  tell({ type: "here", step: element.step });
  size();
});

for (const name of EVENTS) {
  element.addEventListener(`regain:${name}`, ({ detail }) => tell({ type: "event", name, detail: detail ?? null }));
}
new ResizeObserver(size).observe(element);
