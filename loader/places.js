// The ways in which an element on another's page has its addresses.
import { address, path } from "./address.js";

/** The element that the address bar belongs to: there is one bar. */
let owner;

/** Lets an element have the address bar; `false` when another one has it. */
export function claim(element) {
  owner ??= element;
  return owner === element;
}

/** Gives the address bar back. */
export function release(element) {
  if (owner === element) owner = undefined;
}

const page = () => location.href.split("#")[0];

/** The addresses in the path below `base`, in the fragment, or nowhere; memory begins at `first`. */
export function place(routing, base, first) {
  if (routing === "path") return address(base, path(base));
  if (routing === "hash") {
    return address(base, {
      route: () => (location.hash.startsWith("#/") ? location.hash.slice(1) : "/"),
      href: (path) => `${page()}#${path}`,
    });
  }
  let here = first;
  return { route: () => here, href: page, show: (path) => (here = path) };
}
