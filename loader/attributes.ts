// Reads the attributes of <regain-recovery>, each by its type. A wrong value is named on the console with
// what it must be, and the default is used instead; nothing throws (EMB-01).

/** The longest value that is read, in UTF-16 units. */
const MOST = 2000;

/** What the attributes say, by the names of their properties. */
export interface Attributes {
  api: string;
  base: string;
  routing: "path" | "hash" | "memory";
  dom: "light" | "shadow";
  theme: "auto" | "light" | "dark" | "contrast";
  locale: string | undefined;
  intent: "reset_password" | "find_username" | "appeal";
  returnTo: string | undefined;
  country: number | undefined;
}

/** Gives the tag of the language of ours that a tag asks for. */
export type Speaks = (tag: string) => string | undefined;

/** Reads the text of an attribute; `undefined` when the text is wrong. */
type Reader = (text: string, origins: readonly string[], speaks: Speaks) => string | number | undefined;

/** What an attribute must be, how it is read, and its default. */
type Attribute = readonly [must: string, reader: Reader, otherwise?: string];

/** A path of letters, digits and `-._~%/`; never another origin's (`//host`, `/\host`). */
function path(text: string): string | undefined {
  return /^(\/(?!\/)[\w\-.~%/]*)?$/.test(text) ? text.replace(/\/+$/, "") : undefined;
}

/** An address that is `https:`, or `http:` on this machine, without user, fragment or odd characters. */
function url(text: string): URL | undefined {
  if (/[\s\\\p{C}]/u.test(text)) return undefined;
  try {
    const found = new URL(text);
    const isSafe =
      found.protocol === "https:" || (found.protocol === "http:" && /^(localhost|127\.0\.0\.1)$/.test(found.hostname));
    return isSafe && !found.username && !found.password && !found.hash ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Reads one of a few values. */
const among = (...values: string[]): [string, Reader] => [`must be one of ${values.join(", ")}`, (text) => (values.includes(text) ? text : undefined)];

const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  api: [
    "must be a path such as /api/v1, or an https address of this page's origin, of the script's, or of one that `define` was given",
    (text, origins) => {
      if (path(text)) return path(text);
      const found = url(text);
      return found && !found.search && origins.includes(found.origin) ? found.href.replace(/\/+$/, "") : undefined;
    },
    "/api/v1",
  ],
  base: ["must be a path such as /recover", path, ""],
  routing: among("path", "hash", "memory"),
  dom: [...among("light", "shadow"), "light"],
  theme: [...among("auto", "light", "dark", "contrast"), "auto"],
  locale: ["must be a tag of a language of the page, such as pt-BR", (text, _, speaks) => speaks(text)],
  intent: [...among("reset_password", "find_username", "appeal"), "reset_password"],
  "return-to": ["must be an https address", (text) => url(text)?.href],
  country: ["must be a calling code of 1 to 3 digits, such as 49", (text) => (/^[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined)],
};

/** The names of the attributes. */
export const names = Object.keys(ATTRIBUTES);

/** The property that stands for an attribute: `return-to` → `returnTo`. */
export const property = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Reads the attributes of an element. `origins` are the origins that the API may have; markup alone never
 * adds one (EMB-02).
 */
export function read(element: Element, origins: readonly string[], speaks: Speaks): Attributes {
  const values: Record<string, string | number | undefined> = {};
  for (const [name, [must, reader, otherwise]] of Object.entries(ATTRIBUTES)) {
    const text = element.getAttribute(name)?.trim();
    const value = text === undefined || text.length > MOST ? undefined : reader(text, origins, speaks);
    if (text !== undefined && value === undefined) console.error(`regain: the attribute "${name}" ${must}`);
    values[property(name)] = value ?? otherwise;
  }
  // Without a base, the page keeps its path.
  values.routing ??= values.base ? "path" : "hash";
  // The table above says the same, attribute by attribute, in a way that the compiler cannot add up.
  return values as unknown as Attributes;
}
