/** The names of the steps: the path of each without its leading slash, `account` for the first. */
export type RegainStep =
  | "account" | "username" | "usernames" | "methods" | "verify/phone" | "verify/email" | "verify/alipay"
  | "verify/face" | "verify/administrator" | "password" | "done" | "ended" | "approve" | "hand-off"
  | "appeal" | `appeal/${string}` | "crashed";

export type RegainIntent = "reset_password" | "find_username" | "appeal";

/** The events of `<regain-recovery>`. They bubble, cross shadow roots, and hold names of states only. */
export interface RegainEventMap {
  /** The recovery is drawn and can be used. */
  "regain:ready": CustomEvent<undefined>;
  /** Another step is shown. */
  "regain:step": CustomEvent<{ step: RegainStep }>;
  /** The password was changed, or the usernames are shown. */
  "regain:completed": CustomEvent<{ intent: "reset_password" | "find_username" }>;
  /** The recovery is over without success. */
  "regain:ended": CustomEvent<undefined>;
  /** The recovery could not start, or broke; the element shows what stood in it at first. */
  "regain:crashed": CustomEvent<undefined>;
  /** The person follows a link away. `preventDefault()` leaves going there to the page. */
  "regain:leave": CustomEvent<{ to: "log_on" | "return" | "provider" | "other" }>;
}

/** `<regain-recovery>`. Each attribute has a property; a wrong value is named on the console. */
export class RegainRecovery extends HTMLElement {
  /** The base of the API: a path, or an https address of an allowed origin. Default `/api/v1`. */
  api: string | null;
  /** The path that the steps stand below, with `routing="path"`. Default: the root. */
  base: string | null;
  /** Where the steps have their addresses. Default `path` with a `base`, else `hash`. */
  routing: "path" | "hash" | "memory" | null;
  /** Where the element draws. Default `light`. */
  dom: "light" | "shadow" | null;
  /** The language: a BCP 47 tag. Default: that of `?locale=`, the page or the browser. */
  locale: string | null;
  /** The colours. Default `auto`. */
  theme: "auto" | "light" | "dark" | "contrast" | null;
  /** What to begin with. Default `reset_password`. */
  intent: RegainIntent | null;
  /** Where to lead the person back to; the server's list decides whether it does. */
  returnTo: string | null;
  /** The calling code of numbers that are typed without one, such as `49`. */
  country: string | null;
  /** Texts that replace ours: key → text. The keys are those of `locales/en.json`. */
  messages: Record<string, string> | undefined;
  /** The step that is shown; undefined until it is ready. */
  readonly step: RegainStep | undefined;
  /** Forgets the recovery that is open here and begins a new one. */
  restart(): void;
  /** Focuses the heading of the step. */
  focus(): void;
  addEventListener<K extends keyof RegainEventMap>(
    type: K,
    listener: (event: RegainEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof RegainEventMap>(
    type: K,
    listener: (event: RegainEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** What `define` may be told besides. */
export interface DefineOptions {
  /** Origins that the API may have besides those of the page and of this script. */
  origins?: string[];
  /** The address of the folder of the package's `assets`, when a bundler moves this script away from it. */
  files?: string;
}

/** Defines the element, once. Does nothing when the tag is defined already; never throws. */
export function define(tag?: string, registry?: CustomElementRegistry, options?: DefineOptions): void;

declare global {
  interface HTMLElementTagNameMap {
    "regain-recovery": RegainRecovery;
  }
}
