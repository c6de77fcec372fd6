// What every <regain-recovery> does, on our own page and on others: loads the wasm once, and keeps what a
// person typed or pressed before the app was ready. Decides nothing else.
import { mount, type Mounted } from "regain-glue";
import { arrived, isOfLink } from "./address.ts";
import { early } from "./early.ts";
import { wasm } from "./files.ts";
import { host, type HostParts, kept, menu } from "./host.ts";

/** What `open` must know about an element. */
export interface Plan extends Pick<HostParts, "config" | "place" | "end" | "stepped" | "isPage" | "isOfPath" | "texts" | "late"> {
  /** Puts the style on the element, and returns the element to draw in. */
  dress(): HTMLElement | Promise<HTMLElement>;
}

/** Hears an event. Its target may be any node: each member of it may be missing. */
type Heard = (event: { target: Partial<Pick<HTMLSelectElement, "matches" | "value">> }) => unknown;

/** Resolves after a frame, so that the page is drawn and reacts in between; where no frames are drawn, soon. */
const pause = () =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, document.hidden ? 0 : 99);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });

// A server that renders pages imports this class, too, and has no elements.
export abstract class Core extends (globalThis.HTMLElement ?? class {}) {
  #mounted: Mounted | undefined;
  #controller: AbortController | undefined;
  #children: ChildNode[] | undefined;
  #composing = false;

  /** Reads what `open` must know. */
  abstract plan(): Plan;

  connectedCallback(): void {
    // An element that was only moved is open, and keeps what was typed.
    if (!this.#controller) this.open();
  }

  disconnectedCallback(): void {
    // A move takes the element out and puts it in again within one task.
    queueMicrotask(() => this.isConnected || this.close());
  }

  get isOpen(): boolean {
    return !!this.#controller;
  }

  /** Loads the app and draws it. Never rejects: a failure shows the plain message. */
  open({ config, place, end, isPage, isOfPath, texts, late, dress, stepped }: Plan = this.plan()): Promise<void> {
    const arrival = isOfPath ? arrived(place.route()) : undefined;
    const { signal } = (this.#controller = new AbortController());
    this.#children ??= [...this.childNodes];
    this.#composing = false;
    menu(this, config.locale);
    const on = (target: EventTarget, name: string, heard: Heard) => target.addEventListener(name, heard as EventListener, { signal });
    const before = new AbortController();
    const soon = (name: string, heard: Heard) => this.addEventListener(name, heard as EventListener, { signal: before.signal });
    let changed: string | undefined;
    const chosen = () => changed ?? kept(end, "regain.locale");
    // The form stands in a dialog, which a press closes, before this script runs or after: see
    // src/prerender.rs. Every address comes with the form. Only two addresses have a form of their own,
    // and this script begins a recovery at one of them.
    const form = this.querySelector<HTMLDialogElement>(".rg-early");
    const isPressed = () => form?.open === false && /^\/(username)?$/.test(place.route());
    const sent = early(config);
    const press = () => place.route() === "/" && sent.press(chosen() ?? config.locale, form?.querySelector<HTMLInputElement>("[name=identifier]")!.value);
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
      // To draw the app would lose what an input method composes, and the press of a button that is
      // held down.
      do await pause();
      while (this.#composing || this.querySelector(":active"));
      if (signal.aborted) return;
      before.abort();
      const wasOnButton = form?.querySelector("button:focus");
      this.classList.remove("rg-resuming");
      on(root, "change", ({ target }) => target.matches?.(".rg-languages") && this.speak(target.value as string));
      this.#mounted = mount(host({ config, place, root, end, stepped, isPage, isOfPath, texts, loaded, late, chosen: chosen(), pressed: isPressed(), begun: sent.take, arrival }));
      // The app takes the early request over while it is mounted, or never.
      setTimeout(sent.end);
      if (wasOnButton) root.querySelector<HTMLElement>("[type=submit]")?.focus();
      if (changed) this.speak(changed);
    };
    return start().catch((error?: Partial<Error>) => {
      if (signal.aborted) return;
      this.crash();
      console.error("regain: the recovery page could not start:", error?.name ?? "error");
    });
  }

  /** Ends everything that `open` began. */
  close(): void {
    this.#controller?.abort();
    this.#mounted?.unmount();
    this.#controller = this.#mounted = undefined;
  }

  /** Changes the language. */
  speak(tag: string): void {
    this.#mounted?.speak(tag);
  }

  /** Shows the plain message that needs no wasm, with a way on: what stood in the element at first. */
  crash(root: ParentNode = this): void {
    // `open` has set them. Texts are among them, and have no classes.
    const own = (this.#children as HTMLElement[]).find((child) => child.classList?.contains("rg-fallback"));
    if (own) own.hidden = false;
    root.replaceChildren(...(own ? [own] : this.#children!));
  }
}
