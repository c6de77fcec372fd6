// What every <regain-recovery> does, on our own page and on others: loads the wasm once, and keeps what a
// person typed or pressed before it was ready. Decides nothing else.
import { mount } from "regain-glue";
import { arrived, isOfLink } from "./address.js";
import { early } from "./early.js";
import { wasm } from "./files.js";
import { host, kept, menu } from "./host.js";

/** Resolves after a frame, so that the page shows and answers in between; where none are drawn, soon. */
const pause = () =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, document.hidden ? 0 : 99);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });

// Servers that render pages import this, too, and have no elements.
export class Core extends (globalThis.HTMLElement ?? class {}) {
  #mounted;
  #controller;
  #children;
  #composing = false;

  connectedCallback() {
    // Moved, not new: what is typed stays.
    if (!this.#controller) this.open();
  }

  disconnectedCallback() {
    // A move ends and begins in the same task.
    queueMicrotask(() => this.isConnected || this.close());
  }

  get isOpen() {
    return !!this.#controller;
  }

  /** What `open` needs to know: see RegainRecovery, which knows more. */
  open({ config, place, end, isPage, isOfPath, texts, late, dress, stepped } = this.plan()) {
    const arrival = isOfPath ? arrived(place.route()) : undefined;
    const { signal } = (this.#controller = new AbortController());
    this.#children ??= [...this.childNodes];
    this.#composing = false;
    menu(this, config.locale);
    const on = (target, name, heard) => target.addEventListener(name, heard, { signal });
    const before = new AbortController();
    const soon = (name, heard) => this.addEventListener(name, heard, { signal: before.signal });
    let changed;
    const chosen = () => changed ?? kept(end, "regain.locale");
    // A press closes what the form stands in, before this script or after: see src/prerender.rs. The form
    // comes with every address; only two have one themselves, and this script begins for one of them.
    const form = this.querySelector(".rg-early");
    const isPressed = () => form?.open === false && /^\/(username)?$/.test(place.route());
    const sent = early(config);
    const press = () => place.route() === "/" && sent.press(chosen() ?? config.locale, form?.querySelector("[name=identifier]").value);
    if (isPressed()) press();
    soon("submit", press);
    soon("compositionstart", () => (this.#composing = true));
    soon("compositionend", () => (this.#composing = false));
    soon("change", ({ target }) => target.matches?.(".rg-languages") && (changed = target.value));
    on(signal, "abort", () => {
      before.abort();
      sent.end();
    });
    on(window, "regain:panicked", () => this.crash());
    // Another link of a hand-off in this tab: only its fragment differs, so the browser loads nothing.
    if (isOfPath) on(window, "hashchange", () => isOfLink(place.route()) && location.hash.length > 1 && location.reload());
    const isResuming =
      place.route() !== "/" &&
      (arrival || /^\/(approve|hand-off|username|appeal)/.test(place.route()) || kept(end, "regain.recovery") || kept(end, "regain.recovery", true));
    this.classList.toggle("rg-resuming", !!isResuming);
    const start = async () => {
      const [, loaded, root] = await Promise.all([wasm(), texts(config.locale), dress()]);
      // A swap would lose what an input method composes, and the press of a button that is held down.
      do await pause();
      while (this.#composing || this.querySelector(":active"));
      if (signal.aborted) return;
      before.abort();
      const wasOnButton = form?.querySelector("button:focus");
      this.classList.remove("rg-resuming");
      on(root, "change", ({ target }) => target.matches?.(".rg-languages") && this.speak(target.value));
      this.#mounted = mount(host({ config, place, root, end, stepped, isPage, isOfPath, texts, loaded, late, chosen: chosen(), pressed: isPressed(), begun: sent.take, arrival }));
      // What the app wants it has taken by then.
      setTimeout(sent.end);
      if (wasOnButton) root.querySelector("[type=submit]")?.focus();
      if (changed) this.speak(changed);
    };
    return start().catch((error) => {
      if (signal.aborted) return;
      this.crash();
      console.error("regain: the recovery page could not start:", error?.name ?? "error");
    });
  }

  /** Ends everything that `open` began. */
  close() {
    this.#controller?.abort();
    this.#mounted?.unmount();
    this.#controller = this.#mounted = undefined;
  }

  /** Changes the language. */
  speak(tag) {
    this.#mounted?.speak(tag);
  }

  /** Shows the plain message that needs no wasm, with a way on: what stood in the element at first. */
  crash(root = this) {
    const own = this.#children.find((child) => child.classList?.contains("rg-fallback"));
    if (own) own.hidden = false;
    root.replaceChildren(...(own ? [own] : this.#children));
  }
}
