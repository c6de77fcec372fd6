// The attributes of <regain-recovery>, parsed by type. A wrong one is named on the console with the
// reason, and its default is used; nothing throws (EMB-01).

const MOST = 2000;

/** A path of letters, digits and `-._~%/`; never another origin's (`//host`, `/\host`). */
function path(text) {
  return /^(\/(?!\/)[\w\-.~%/]*)?$/.test(text) ? text.replace(/\/+$/, "") : undefined;
}

/** An address that is `https:`, or `http:` on this machine, without user, fragment or odd characters. */
function url(text) {
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

const among = (...values) => [`must be one of ${values.join(", ")}`, (text) => (values.includes(text) ? text : undefined)];

/** Attribute → [what it must be, how it is read, its default]. A reader gives undefined for anything else. */
const ATTRIBUTES = {
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

/** The names of the attributes, and of the properties that stand for them. */
export const names = Object.keys(ATTRIBUTES);
export const property = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * Reads the attributes of an element. `origins` are those that the API may have; markup alone never
 * adds one (EMB-02). `speaks` gives the tag of the language that a tag asks for.
 */
export function read(element, origins, speaks) {
  const values = {};
  for (const [name, [must, reader, otherwise]] of Object.entries(ATTRIBUTES)) {
    const text = element.getAttribute(name)?.trim();
    const value = text === undefined || text.length > MOST ? undefined : reader(text, origins, speaks);
    if (text !== undefined && value === undefined) console.error(`regain: the attribute "${name}" ${must}`);
    values[property(name)] = value ?? otherwise;
  }
  // Without a base, the path is the page's.
  values.routing ??= values.base ? "path" : "hash";
  return values;
}
