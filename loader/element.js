// <regain-recovery> on the pages of others: attributes, events, style, addresses that do not take the
// page's (docs/embedding.md).
import { names, property, read } from "./attributes.js";
import { Core } from "./core.js";
import { late, standAt } from "./files.js";
import { kept } from "./host.js";
import { styledLate } from "./late_style.js";
import { dress } from "./look.js";
import { claim, place, release, scope } from "./places.js";
import { changed, speaks } from "./texts.js";

/** Where each intent begins. */
const BEGINNINGS = { reset_password: "/", find_username: "/username", appeal: "/appeal" };
/** What is over at these steps. */
const COMPLETED = { done: "reset_password", usernames: "find_username" };

/** Origins that an API may have besides the page's and this script's. */
const origins = new Set();

/** Whether the page has a main part around an element, through the shadow roots of its components. */
function isWithinMain(element) {
  return !!element && (!!element.closest("main, [role=main]") || isWithinMain(element.getRootNode().host));
}

/** The elements that are open. */
const open = new Set();

export class RegainRecovery extends Core {
  static observedAttributes = names;
  #free;
  #root;
  #end = "";
  #step;
  #messages;

  /** The step that is shown: `account`, `methods`, `verify/phone` and so on. */
  get step() {
    return this.#step;
  }

  /** Texts that replace ours: key → text. */
  get messages() {
    return this.#messages;
  }

  set messages(changes) {
    this.#messages = changes && typeof changes === "object" ? changes : undefined;
    this.#again();
  }

  /** Forgets the recovery that is open here and begins a new one. */
  restart() {
    this.#again(() => {
      const key = "regain.recovery";
      const [inTab, onDevice] = [kept(this.#end, key), kept(this.#end, key, true)];
      if (onDevice !== null && (inTab ?? onDevice) === onDevice) localStorage.removeItem(key + this.#end);
      for (const each of [key, "regain.done"]) {
        if (kept(this.#end, each) !== null) sessionStorage.removeItem(each + this.#end);
      }
      this.#place?.show("/", false);
    });
  }

  /** Focuses the heading of the step. */
  focus() {
    (this.shadowRoot ?? this).querySelector("h1")?.focus();
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.isOpen) return;
    const tag = name === "locale" && speaks(now ?? "");
    if (tag) return this.speak(tag);
    if (name === "theme" || this.#isChanging) return;
    // Frameworks set several, one after another: one new beginning for all.
    this.#isChanging = true;
    queueMicrotask(() => {
      this.#isChanging = false;
      this.#again();
    });
  }

  connectedCallback() {
    // Moved to another root, perhaps, where its style has to be, too.
    if (this.isOpen && this.#root === this) dress(this, "light").catch(() => {});
    super.connectedCallback();
  }

  #isChanging = false;
  #place;

  #again(between) {
    if (!this.isOpen) return;
    this.close();
    between?.();
    this.open();
  }

  async open() {
    const plan = this.plan();
    await super.open(plan);
    if (plan.signal.aborted || !this.isOpen || this.#step === "crashed") return;
    if (!plan.isPage) this.#subordinate();
    if (!this.#step) this.#stepped(plan.place.route());
    this.#tell("ready");
  }

  /** Header and footer of the page are the page's; all of ours is its main part, or within that. */
  #subordinate() {
    const [frame, header, main, footer] = ["frame", "header", "main", "footer"].map((part) => this.#root.querySelector(`.rg-${part}`));
    header?.setAttribute("role", "none");
    footer?.setAttribute("role", "none");
    main?.removeAttribute("role");
    if (!isWithinMain(this)) frame?.setAttribute("role", "main");
  }

  close() {
    super.close();
    this.#free?.();
    this.#free = this.#step = undefined;
  }

  crash() {
    this.#step = "crashed";
    this.#tell("crashed");
    const root = this.#root ?? this;
    super.crash(root);
    if (!root.textContent.trim()) root.textContent = "Account recovery could not start. Please reload the page.";
  }

  plan() {
    // One that was replaced in this task closes after it; its address and what it keeps are the next one's.
    for (const other of open) if (!other.isConnected) other.close();
    open.add(this);
    const isPage = this.hasAttribute("whole-page");
    const config = read(this, [location.origin, new URL(import.meta.url).origin, ...origins], speaks);
    const asked = new URLSearchParams(location.search).get("locale");
    const spoken = [asked, document.documentElement.lang, ...navigator.languages].map((tag) => speaks(tag ?? ""));
    config.locale ??= spoken.find(Boolean) ?? "en";
    if (config.routing !== "memory" && !claim(this)) {
      console.error('regain: another element has the address bar; this one uses routing="memory"');
      config.routing = "memory";
    }
    const isOfPath = config.routing === "path";
    const begin = BEGINNINGS[config.intent];
    const where = (this.#place = place(config.routing, config.base, begin));
    if (where.route() === "/" && begin !== "/") where.show(begin, false);
    // Where the provider leads back to another address than this element's, this page stays, and goes on
    // when the other one has finished.
    config.beside = (url) => {
      const back = new URL(url, location.href).searchParams.get("redirect_uri");
      return !isOfPath || (back !== null && back !== where.href("/verify/alipay"));
    };
    const { end, free } = scope(config.api);
    const controller = new AbortController();
    const { signal } = controller;
    this.#end = end;
    this.#free = () => {
      controller.abort();
      open.delete(this);
      free();
      release(this);
    };
    return {
      config,
      place: where,
      end,
      isPage,
      isOfPath,
      signal,
      late: isPage ? styledLate : late,
      texts: (tag) => changed(tag, this.#messages),
      dress: async () => {
        this.#root = isPage ? this : await dress(this, config.dom, signal);
        this.#root.addEventListener("click", (event) => this.#leave(event, config.beside), { signal });
        return this.#root;
      },
      stepped: (path) => this.#stepped(path),
    };
  }

  /** Events tell names of states, never personal data (EMB-06). */
  #tell(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`regain:${name}`, { detail, cancelable, bubbles: true, composed: true }));
  }

  #stepped(path) {
    const step = path.slice(1) || "account";
    if (step === this.#step) return;
    this.#step = step;
    this.#tell("step", { step });
    if (Object.hasOwn(COMPLETED, step)) this.#tell("completed", { intent: COMPLETED[step] });
    if (step === "ended") this.#tell("ended");
  }

  /** A link that leads away: the page may go there itself. Frames open it on top, or beside. */
  #leave(event, beside) {
    const path = event.composedPath();
    const link = path.slice(0, path.indexOf(this.#root)).find((one) => one.localName === "a");
    const isAside = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || event.defaultPrevented || isAside) return;
    const { to = "other" } = link.dataset;
    if (!link.getAttribute("href")) {
      event.preventDefault();
      location.reload();
    } else if (!this.#tell("leave", { to }, true)) {
      event.preventDefault();
    } else if (to === "provider" && beside(link.href)) {
      link.target = "_blank";
    } else if (window !== window.top) {
      link.target = "_top";
    }
  }
}

for (const name of names) {
  Object.defineProperty(RegainRecovery.prototype, property(name), {
    // Pages that add to the prototype of all objects would add to this one.
    __proto__: null,
    get() {
      return this.getAttribute(name);
    },
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
    enumerable: true,
    configurable: true,
  });
}

/**
 * Defines the element, once. `tag` and `registry` may be others than the usual. `options.origins` are
 * origins that its API may have besides the page's and the script's; `options.files` is the address of
 * the folder of the package's assets, for bundlers that move the script away from them. Never throws
 * (EMB-10).
 */
export function define(tag = "regain-recovery", registry = customElements, options = {}) {
  try {
    for (const origin of options.origins ?? []) origins.add(origin);
    if (options.files) standAt(options.files);
    if (registry.get(tag)) return;
    // A class has one name: a further tag gets a class of its own.
    registry.define(tag, tag === "regain-recovery" ? RegainRecovery : class extends RegainRecovery {});
  } catch (error) {
    console.error(`regain: <${tag}> could not be defined:`, error?.name ?? "error");
  }
}
