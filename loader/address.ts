// The addresses of the steps in the path of the page, below a base. places.ts has the other ways.

/** How paths such as `/methods` become addresses. */
export interface Paths {
  /** The path that the address bar shows. */
  route(): string;
  /** The address of a path, for links. */
  href(path: string): string;
}

/** The addresses of one element. */
export interface Place extends Paths {
  /** Shows a path: as a new entry of the history, or instead of the present entry. */
  show(path: string, isNew: boolean): void;
}

/** What a link or a redirect brought in the address: see src/arrival.rs. */
export type Arrival = ["ticket", ticket: string] | ["visit", state: string | null, code: string];

/** Reads and writes paths below `base` in the path of the page. A path outside the base reads as `?`. */
export function path(base: string): Paths {
  return {
    route: () => (location.pathname.startsWith(base) ? location.pathname.slice(base.length) || "/" : "?"),
    // Absolute, since a <base> of the page would turn a relative address elsewhere.
    href: (path) => location.origin + base + path,
  };
}

/** Adds `show` to `paths`, which are those of the page's path unless given. */
export function address(base: string, { route, href }: Paths = path(base)): Place {
  return {
    route,
    href,
    show(path, isNew) {
      if (route() === path) return;
      try {
        // Query and fragment are dropped: nothing of ours is ever in them.
        history[isNew ? "pushState" : "replaceState"](null, "", href(path));
      } catch {
        // Sandboxed frames may not do this, nor pages that did it too often. The recovery goes on with
        // the old address.
      }
    },
  };
}

/**
 * Takes the ticket of a hand-off, or what the identity provider brought back, out of the address at
 * once, so that neither the history nor a copied address holds it (TOK-07).
 */
export function arrived(route: string): Arrival | undefined {
  const { pathname, search, hash } = location;
  const query = new URLSearchParams(search);
  let found: Arrival | undefined;
  const isLink = isOfLink(route);
  if (isLink && hash.length > 1) {
    found = ["ticket", hash.slice(1)];
  } else if (route === "/verify/alipay" && query.has("state")) {
    found = ["visit", query.get("state"), query.get("auth_code") ?? ""];
  }
  // The face provider's page adds a query of its own on the way back.
  if (found || (isLink && search)) history.replaceState(history.state, "", location.origin + pathname);
  return found;
}

/** Whether links in messages lead to this path. */
export function isOfLink(route: string): boolean {
  return /^\/(approve|hand-off|appeal)\/?$/.test(route);
}
