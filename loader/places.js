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

/** API → the numbers of the elements of this page that use it: each keeps its own things. */
const numbers = new Map();

/** The end of the names under which an element keeps things: another API or element sees none of them. */
export function scope(api) {
  const taken = numbers.get(api) ?? new Set();
  numbers.set(api, taken);
  let number = 1;
  while (taken.has(number)) number += 1;
  taken.add(number);
  const end = (api === "/api/v1" ? "" : `@${api}`) + (number > 1 ? `#${number}` : "");
  return { end, free: () => taken.delete(number) };
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
