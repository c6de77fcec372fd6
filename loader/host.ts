// What the app asks of the page around it. `Host` is the other side of src/host.rs: a test of xtask
// compares the two, member by member and type by type.
import type { Arrival, Place } from "./address.ts";
import type { Begun } from "./early.ts";
import type { Texts } from "./files.ts";

/** What Rust reads as an `Option`. As an argument, `None` is always `undefined`. */
export type Maybe<T> = T | null | undefined;

/** What the wasm may ask for. Each member is described in src/host.rs. */
export interface Host {
  readonly root: HTMLElement;
  readonly api: string;
  readonly locale: string;
  readonly texts: Texts;
  readonly returnTo?: Maybe<string>;
  readonly country?: Maybe<number>;
  readonly chosen: Maybe<string>;
  readonly pressed: boolean;
  readonly arrival: Arrival | undefined;
  route(): string;
  href(path: string): string;
  show(path: string, isNew: boolean): void;
  mayFilm(): boolean;
  kept(key: string, onDevice: boolean): Maybe<string>;
  keep(key: string, onDevice: boolean, value: string | undefined): void;
  beside(url: string): boolean;
  begun(body: string, signal: AbortSignal): Maybe<Begun>;
  messages(tag: string): Promise<Texts>;
  late(): Promise<Texts>;
  format(tag: string, kind: string, number: number): string;
  spoke(tag: string): void;
  title(title: string): void;
}

/** What the attributes of an element tell the app. */
export interface Config {
  api: string;
  locale: string;
  returnTo?: string | undefined;
  country?: number | undefined;
  /** Whether a link to a provider is better opened beside this page; absent where none is. */
  beside?: ((url: string) => boolean) | undefined;
}

/** What a host is made of. */
export interface HostParts {
  config: Config;
  place: Place;
  /** Where the app draws. */
  root: HTMLElement;
  /** The end of the names under which the element keeps things. */
  end: string;
  /** Hears each step. */
  stepped(path: string): void;
  /** Whether the whole document is ours. */
  isPage: boolean;
  /** Whether the path of the page tells the step. */
  isOfPath: boolean;
  /** Gets the texts of a language. */
  texts(tag: string): Promise<Texts>;
  /** The texts of the language to begin in. */
  loaded: Texts;
  /** Loads the late steps. */
  late(): Promise<unknown>;
  /** The language that the person chose. */
  chosen: Maybe<string>;
  /** Whether the form was submitted before the app was there. */
  pressed: boolean;
  /** Hands the request over that was sent for an early press. */
  begun: Host["begun"];
  arrival: Arrival | undefined;
}

/** Numbers are written in the digits of codes and keypads in every language. */
function format(tag: string, kind: string, number: number): string {
  const locale = `${tag}-u-nu-latn`;
  if (kind === "plural") return new Intl.PluralRules(locale).select(number);
  const style: Intl.NumberFormatOptions = kind === "percent" ? { style: kind } : { style: "unit", unit: kind, unitDisplay: kind === "day" ? "long" : "short" };
  return new Intl.NumberFormat(locale, style).format(number);
}

/** Fills the language menu, each language named in itself, and selects the language that is spoken. */
export function menu(root: ParentNode, spoken: string): void {
  const select = root.querySelector<HTMLSelectElement>(".rg-languages");
  if (!select) return;
  // The page comes with one entry, its own language.
  if (select.length < 2) {
    select.replaceChildren();
    for (const [tag, name] of Object.entries(__REGAIN_LANGUAGES__)) {
      const option = new Option(name, tag);
      option.lang = tag;
      select.add(option);
    }
  }
  select.value = spoken;
}

const storage = (onDevice?: boolean) => (onDevice ? localStorage : sessionStorage);

/** Reads what is kept in the tab or on the device; `null` where the browser keeps nothing. */
export function kept(end: string, key: string, onDevice?: boolean): string | null {
  try {
    return storage(onDevice).getItem(key + end);
  } catch {
    return null;
  }
}

/** Makes the host of one element. */
export function host({ config, place, root, end, stepped, isPage, isOfPath, texts, loaded, late, chosen, pressed, begun, arrival }: HostParts): Host {
  const loadedAt = place.route();
  let spoken = config.locale;
  return {
    ...config,
    ...place,
    root,
    texts: loaded,
    chosen,
    pressed,
    beside: config.beside ?? (() => false),
    begun,
    arrival,
    format,
    async late() {
      await late();
      return texts(spoken);
    },
    messages: texts,
    kept: (key, onDevice) => kept(end, key, onDevice),
    keep(key, onDevice, value) {
      try {
        if (value === undefined) storage(onDevice).removeItem(key + end);
        else storage(onDevice).setItem(key + end, value);
      } catch {
        // Where the storage is full or forbidden, a reload begins anew (REL-12).
      }
    },
    show(path, isNew) {
      place.show(path, isNew);
      stepped(path);
    },
    title(text) {
      if (isPage) document.title = text;
    },
    spoke(tag) {
      spoken = tag;
      menu(root, tag);
      if (!isPage) return;
      document.documentElement.lang = tag;
      document.documentElement.dir = tag === "ar" ? "rtl" : "ltr";
    },
    // The headers of the address that our own page was loaded at settle what it may do (FAC-08).
    mayFilm() {
      const may = !isPage || !isOfPath || /^\/(verify\/face|hand-off)$/.test(loadedAt);
      if (!may) location.reload();
      return may;
    },
  };
}
