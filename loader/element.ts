// <regain-recovery> on the pages of others: attributes, events, style, addresses that do not take the
// page's (docs/embedding.md).
import type { Place } from "./address.ts";
import { type Attributes, names, property, read } from "./attributes.ts";
import { Core, type Plan } from "./core.ts";
import { late, standAt } from "./files.ts";
import { type Config, kept } from "./host.ts";
import { styledLate } from "./late-style.ts";
import { dress } from "./look.ts";
import type * as declared from "./package/index.d.ts";
import type { RegainEventMap, RegainStep } from "./package/index.d.ts";
import { claim, place, release, scope } from "./places.ts";
import { changed, speaks } from "./texts.ts";

/** Where each intent begins. */
const BEGINNINGS = { reset_password: "/", find_username: "/username", appeal: "/appeal" };
/** The intents that are completed at these steps. */
const COMPLETED = { done: "reset_password", usernames: "find_username" } as const;

/** Origins that an API may have besides the page's and this script's. */
const origins = new Set<string>();

/** Whether the page has a main part around an element, through the shadow roots of its components. */
function isWithinMain(element: Element | undefined): boolean {
  return !!element && (!!element.closest("main, [role=main]") || isWithinMain((element.getRootNode() as Partial<ShadowRoot>).host));
}

/** The elements that are open. */
const open = new Set<RegainRecovery>();

/** The plan of an element on another's page. */
interface ElementPlan extends Plan {
  /** Aborts when the element is closed. */
  signal: AbortSignal;
}

/** The names of the events, without `regain:`. */
type EventName<Full = keyof RegainEventMap> = Full extends `regain:${infer Name}` ? Name : never;

/** Whether a link to a provider is better opened beside this page. */
type Beside = (url: string) => boolean;

/** The properties that stand for attributes: they are defined below the class. */
export interface RegainRecovery extends Pick<declared.RegainRecovery, keyof Attributes> {}

export class RegainRecovery extends Core implements declared.RegainRecovery {
  static observedAttributes = names;
  #free: (() => void) | undefined;
  #root: HTMLElement | undefined;
  #end = "";
  #step: RegainStep | undefined;
  #messages: Record<string, string> | undefined;

  /** The step that is shown: `account`, `methods`, `verify/phone` and so on. */
  get step(): RegainStep | undefined {
    return this.#step;
  }

  /** Texts that replace ours: key → text. */
  get messages(): Record<string, string> | undefined {
    return this.#messages;
  }

  set messages(changes: Record<string, string> | undefined) {
    this.#messages = changes && typeof changes === "object" ? changes : undefined;
    this.#again();
  }

  /** Forgets the recovery that is open here and begins a new one. */
  restart(): void {
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
  override focus(): void {
    (this.shadowRoot ?? this).querySelector("h1")?.focus();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
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

  override connectedCallback(): void {
    // The element was moved, perhaps to another root, which needs its style, too.
    if (this.isOpen && this.#root === this) dress(this, "light").catch(() => {});
    super.connectedCallback();
  }

  #isChanging = false;
  #place: Place | undefined;

  /** Ends the recovery that is open, calls `between`, and opens anew. */
  #again(between?: () => void): void {
    if (!this.isOpen) return;
    this.close();
    between?.();
    this.open();
  }

  override async open(): Promise<void> {
    const plan = this.plan();
    await super.open(plan);
    if (plan.signal.aborted || !this.isOpen || this.#step === "crashed") return;
    if (!plan.isPage) this.#subordinate();
    if (!this.#step) this.#stepped(plan.place.route());
    this.#tell("ready");
  }

  /** Header and footer of the page are the page's; all of ours is its main part, or within that. */
  #subordinate(): void {
    const [frame, header, main, footer] = ["frame", "header", "main", "footer"].map((part) => this.#root?.querySelector(`.rg-${part}`));
    header?.setAttribute("role", "none");
    footer?.setAttribute("role", "none");
    main?.removeAttribute("role");
    if (!isWithinMain(this)) frame?.setAttribute("role", "main");
  }

  override close(): void {
    super.close();
    this.#free?.();
    this.#free = this.#step = undefined;
  }

  override crash(): void {
    this.#step = "crashed";
    this.#tell("crashed");
    const root = this.#root ?? this;
    super.crash(root);
    if (!root.textContent.trim()) root.textContent = "Account recovery could not start. Please reload the page.";
  }

  override plan(): ElementPlan {
    // An element that this one replaces closes only after this task. Close it now: this element takes over
    // its address and what it keeps.
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
    // When the provider leads back to another address than this element's, this page stays open, and goes
    // on when the other page has finished.
    const beside: Beside = (url) => {
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
      config: { ...(config as Attributes & Config), beside },
      place: where,
      end,
      isPage,
      isOfPath,
      signal,
      late: isPage ? styledLate : late,
      texts: (tag) => changed(tag, this.#messages),
      dress: async () => {
        this.#root = isPage ? this : await dress(this, config.dom, signal);
        this.#root.addEventListener("click", (event) => this.#leave(event, beside), { signal });
        return this.#root;
      },
      stepped: (path) => this.#stepped(path),
    };
  }

  /** Events tell names of states, never personal data (EMB-06). */
  #tell<Name extends EventName>(name: Name, detail?: RegainEventMap[`regain:${Name}`]["detail"], cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(`regain:${name}`, { detail, cancelable, bubbles: true, composed: true }));
  }

  #stepped(path: string): void {
    // The paths of the app are the steps that the package declares.
    const step = (path.slice(1) || "account") as RegainStep;
    if (step === this.#step) return;
    this.#step = step;
    this.#tell("step", { step });
    if (Object.hasOwn(COMPLETED, step)) this.#tell("completed", { intent: COMPLETED[step as keyof typeof COMPLETED] });
    if (step === "ended") this.#tell("ended");
  }

  /** Lets the page around follow a link that leads away. A frame opens it on top, or beside. */
  #leave(event: MouseEvent, beside: Beside): void {
    const path = event.composedPath();
    const link = path.slice(0, path.indexOf(this.#root as HTMLElement)).find((one) => (one as Partial<Element>).localName === "a") as HTMLAnchorElement | undefined;
    const isAside = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || event.defaultPrevented || isAside) return;
    const { to = "other" } = link.dataset as { to?: RegainEventMap["regain:leave"]["detail"]["to"] };
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
    get(this: RegainRecovery) {
      return this.getAttribute(name);
    },
    set(this: RegainRecovery, value: string | null | undefined) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
    enumerable: true,
    configurable: true,
  } as PropertyDescriptor & ThisType<RegainRecovery>);
}

/**
 * Defines the element, once. `tag` and `registry` may be others than the usual. `options.origins` are
 * origins that its API may have besides the page's and the script's; `options.files` is the address of
 * the folder of the package's assets, for bundlers that move the script away from them. Never throws
 * (EMB-10).
 */
export function define(tag = "regain-recovery", registry = customElements, options: declared.DefineOptions = {}): void {
  try {
    for (const origin of options.origins ?? []) origins.add(origin);
    if (options.files) standAt(options.files);
    if (registry.get(tag)) return;
    // A class has one name: a further tag gets a class of its own.
    registry.define(tag, tag === "regain-recovery" ? RegainRecovery : class extends RegainRecovery {});
  } catch (error) {
    console.error(`regain: <${tag}> could not be defined:`, (error as Partial<Error> | undefined)?.name ?? "error");
  }
}
