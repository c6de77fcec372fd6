// The loader: defines <regain-recovery>, loads the wasm once, keeps what a person typed or pressed
// before it was ready, and takes what a link or a redirect brought out of the address. Decides
// nothing else.
import init, { mount } from "regain-glue";

/** Locale tag → address of its messages, relative to this module. */
const locales = __REGAIN_LOCALES__;

let loading;

/** Fetches the wasm with its integrity: the hash on a preload link would not protect it. */
function load() {
  loading ??= init({
    module_or_path: fetch(new URL(__REGAIN_WASM_URL__, import.meta.url), {
      integrity: __REGAIN_WASM_INTEGRITY__,
    }),
  });
  return loading;
}

let late;

/** Loads the late steps into the wasm. What fails is not kept: the next call tries again. */
function loadLate() {
  late ??= fetchLate().catch((error) => {
    late = undefined;
    throw error;
  });
  return late;
}

/** Fetches wasm and style of the late steps with their integrity, and ties them to the main ones. */
async function fetchLate() {
  const get = (path, integrity) =>
    fetch(new URL(path, import.meta.url), { integrity, signal: AbortSignal.timeout(10_000) });
  const [main, wasm, style] = await Promise.all([
    load(),
    get(__REGAIN_LATE_URL__, __REGAIN_LATE_INTEGRITY__),
    get(__REGAIN_STYLE_URL__, __REGAIN_STYLE_INTEGRITY__),
  ]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await style.text());
  await WebAssembly.instantiate(await wasm.arrayBuffer(), { __wasm_split: main });
  document.adoptedStyleSheets.push(sheet);
}

/** Fetches the messages of a language other than English; `undefined` when they do not come. */
async function messages(locale) {
  const path = locales[locale];
  if (!path) return undefined;
  try {
    const answer = await fetch(new URL(path, import.meta.url));
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/** Resolves when no input method is composing text in `element`: a swap would lose it. */
function composed(element, isComposing) {
  if (!isComposing()) return Promise.resolve();
  return new Promise((resolve) => {
    element.addEventListener("compositionend", () => setTimeout(resolve), { once: true });
  });
}

/** Where the person came from; the server decides whether it is led back to. */
const returnTo = new URLSearchParams(location.search).get("return_to");

/** What came with the address; see src/arrival.rs. */
let arrival = arrived();

/**
 * Takes the ticket of a hand-off, or what the identity provider brought back, out of the address at
 * once: neither history nor a copied address keeps it (TOK-07).
 */
function arrived() {
  const { pathname, search, hash } = location;
  const query = new URLSearchParams(search);
  let found;
  const isLink = /\/(approve|hand-off|appeal)$/.test(pathname);
  if (isLink && hash.length > 1) {
    found = ["ticket", hash.slice(1)];
  } else if (pathname.endsWith("/verify/alipay") && query.has("state")) {
    found = ["visit", query.get("state"), query.get("auth_code") ?? ""];
  }
  // The face provider's page adds a query of its own on the way back.
  if (found || (isLink && search)) history.replaceState(history.state, "", pathname);
  return found;
}

/** Whether the page goes on with something: then the first screen is not the one to show. */
function isResuming(base) {
  if (location.pathname === `${base}/`) return false;
  if (arrival || /\/(approve|hand-off|username|appeal.*)$/.test(location.pathname)) return true;
  try {
    return (sessionStorage.getItem("regain.recovery") ?? localStorage.getItem("regain.recovery")) !== null;
  } catch {
    return false;
  }
}

class RegainRecovery extends HTMLElement {
  #mounted;
  #fallback;
  #composing = false;
  #pressed = false;

  connectedCallback() {
    if (this.#mounted) return;
    this.#fallback ??= this.querySelector(".rg-fallback");
    this.addEventListener("submit", this.#early);
    this.addEventListener("compositionstart", this.#composition);
    this.addEventListener("compositionend", this.#composition);
    window.addEventListener("regain:crashed", this.#crashed);
    if (returnTo && !this.hasAttribute("return-to")) this.setAttribute("return-to", returnTo);
    if (isResuming(this.getAttribute("base") ?? "")) this.classList.add("rg-resuming");
    this.#start();
  }

  disconnectedCallback() {
    window.removeEventListener("regain:crashed", this.#crashed);
    this.#stopWaiting();
    this.#mounted?.unmount();
    this.#mounted = undefined;
  }

  async #start() {
    try {
      const [, texts] = await Promise.all([load(), messages(this.getAttribute("locale"))]);
      await composed(this, () => this.#composing);
      if (!this.isConnected || this.#mounted) return;
      const isPressed = this.#pressed;
      this.#stopWaiting();
      this.#mounted = mount(this, texts, isPressed, messages, loadLate, arrival);
      arrival = undefined;
    } catch (error) {
      this.#crashed();
      console.error("regain: the recovery page could not start:", error?.name ?? "error");
    }
  }

  /** Holds back a submit that comes before the app: it is sent when the app takes over. */
  #early = (event) => {
    event.preventDefault();
    this.#pressed = true;
  };

  #composition = (event) => {
    this.#composing = event.type === "compositionstart";
  };

  #stopWaiting() {
    this.#pressed = this.#composing = false;
    this.classList.remove("rg-resuming");
    this.removeEventListener("submit", this.#early);
    this.removeEventListener("compositionstart", this.#composition);
    this.removeEventListener("compositionend", this.#composition);
  }

  /** Shows the plain message that needs no wasm, with a way on. */
  #crashed = () => {
    if (!this.#fallback) return;
    this.#fallback.hidden = false;
    this.replaceChildren(this.#fallback);
  };
}

if (!customElements.get("regain-recovery")) {
  customElements.define("regain-recovery", RegainRecovery);
}
