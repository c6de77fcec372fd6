// Brings one element into one state: sets what the tab remembers, plays what no server can, and does
// what a person would. The attribute `data-ready` of the page says `yes` at the end, or what went wrong.
import { pseudo } from "./pseudo.js";

const page = document.documentElement;
const name = location.pathname.split("/").pop();
const query = new URLSearchParams(location.search);
const { state, data, define, texts } = await (await fetch(`/playground/${name}/state.json`)).json();
const api = `/playground/api/${name}`;
const KEYS = { recovery: "regain.recovery", ticket: "regain.hand-off", draft: "regain.appeal", look: "regain.appeal.look" };

/** The language to speak; the pseudo-locale is English with other texts. */
const locale = query.get("locale") ?? "en";
const isPseudo = locale === "en-XA";
const english = await (await fetch(texts)).json();
const messages = isPseudo ? pseudo(english) : english;
// For those who check what is shown.
globalThis.simulated = { state, data, messages };

function remember() {
  for (const storage of [sessionStorage, localStorage]) {
    for (const key of Object.keys(storage)) if (key.endsWith(`@${api}`)) storage.removeItem(key);
  }
  if (KEYS[state.keeps]) sessionStorage.setItem(`${KEYS[state.keeps]}@${api}`, "simulated");
}

/** Calls that are never answered, or never arrive. */
function playTheNetwork() {
  const real = window.fetch;
  window.fetch = (input, options) => {
    const request = new Request(input, options);
    const { pathname } = new URL(request.url);
    const call = `${request.method} ${pathname.slice(api.length)}`;
    if (pathname.startsWith(api) && state.silent.includes(call)) return new Promise(() => {});
    if (pathname.startsWith(api) && state.lost.includes(call)) return Promise.reject(new TypeError("simulated"));
    // What was given is used up by now.
    return real(request);
  };
}

function playTheCamera() {
  navigator.mediaDevices.getUserMedia = async () => {
    if (!state.has_camera) throw new DOMException("simulated", "NotFoundError");
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
    const pen = canvas.getContext("2d");
    const stream = canvas.captureStream(5);
    const draw = () => {
      pen.fillStyle = "#3b4a63";
      pen.fillRect(0, 0, 640, 480);
      pen.fillStyle = "#c9a58b";
      pen.beginPath();
      pen.ellipse(320, 230, 105, 140, 0, 0, 7);
      pen.fill();
    };
    draw();
    setInterval(draw, 200);
    return stream;
  };
}

/** What the page itself shows when the element cannot start. */
function fallback() {
  const box = Object.assign(document.createElement("main"), { className: "rg-fallback", hidden: true });
  for (const [kind, key] of [["h1", "page.fallback"], ["p", "page.fallback_hint"]]) {
    box.append(Object.assign(document.createElement(kind), { textContent: messages[key] }));
  }
  box.firstChild.className = "rg-heading";
  return box;
}

function make() {
  const element = document.createElement("regain-recovery");
  element.append(fallback());
  const look = { api, routing: "hash", locale: isPseudo ? "en" : locale };
  for (const name of ["theme", "dom"]) look[name] = query.get(name) ?? undefined;
  for (const [name, value] of Object.entries(look)) if (value) element.setAttribute(name, value);
  if (isPseudo) element.messages = messages;
  return element;
}

/** Waits until something is there that can be seen. */
function found(root, selector) {
  return new Promise((resolve, reject) => {
    const look = () => {
      const it = root.querySelector(selector);
      if (!it) return;
      observer.disconnect();
      clearTimeout(end);
      resolve(it);
    };
    const observer = new MutationObserver(look);
    const end = setTimeout(() => reject(new Error(`there is no ${selector}`)), 10_000);
    observer.observe(root, { childList: true, subtree: true, attributes: true });
    look();
  });
}

const acts = {
  async fill(root, [selector, text]) {
    const field = await found(root, selector);
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  },
  async press(root, selector) {
    (await found(root, selector)).click();
  },
  async give(root, [selector, name]) {
    const field = await found(root, selector);
    const files = new DataTransfer();
    files.items.add(new File(["%PDF-1.7 simulated"], name, { type: "application/pdf" }));
    field.files = files.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  },
  async await(root, selector) {
    await found(root, selector);
  },
};

async function show() {
  remember();
  playTheNetwork();
  playTheCamera();
  history.replaceState(null, "", `#${state.path}`);
  page.lang = isPseudo ? "en" : locale;
  await import(define);
  const element = make();
  const ready = new Promise((resolve) => element.addEventListener("regain:ready", resolve));
  document.body.append(element);
  await ready;
  const root = element.shadowRoot ?? element;
  if (query.get("dir")) (await found(root, ".rg-frame")).dir = query.get("dir");
  for (const act of state.acts) {
    const [kind, what] = typeof act === "string" ? [act] : Object.entries(act)[0];
    if (kind === "go_offline") dispatchEvent(new Event("offline"));
    else if (kind === "crash") element.crash();
    else await acts[kind](root, what);
  }
  if (state.has_camera) await filmed(await found(root, "video"));
}

/** Waits until the camera has shown something. */
function filmed(video) {
  return new Promise((resolve) => video.requestVideoFrameCallback(resolve));
}

try {
  await show();
  page.dataset.ready = "yes";
} catch (error) {
  page.dataset.ready = `failed: ${error.message}`;
}
