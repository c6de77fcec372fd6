// Where the steps have their addresses: in the path below a base. See places.js for the other ways.

/** The addresses of one element: `route` reads the path of the moment, `href` makes the address of a path. */
export function path(base) {
  return {
    route: () => (location.pathname.startsWith(base) ? location.pathname.slice(base.length) || "/" : "?"),
    // Written out, since a <base> of the page turns relative addresses elsewhere.
    href: (path) => location.origin + base + path,
  };
}

/** Adds `show`, which shows a path as a new entry of the history or in place of this one. */
export function address(base, { route, href } = path(base)) {
  return {
    route,
    href,
    show(path, isNew) {
      if (route() === path) return;
      try {
        // Query and fragment go: nothing of ours is ever in them.
        history[isNew ? "pushState" : "replaceState"](null, "", href(path));
      } catch {
        // Sandboxed frames, and pages that did it too often; the flow goes on without it.
      }
    },
  };
}

/**
 * Takes the ticket of a hand-off, or what the identity provider brought back, out of the address at
 * once: neither history nor a copied address keeps it (TOK-07). See src/arrival.rs.
 */
export function arrived(route) {
  const { pathname, search, hash } = location;
  const query = new URLSearchParams(search);
  let found;
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
export function isOfLink(route) {
  return /^\/(approve|hand-off|appeal)\/?$/.test(route);
}
