// The ways in which an element on another's page has its addresses.
import { address, path, type Place } from "./address.ts";

/** The element that the address bar belongs to: there is one bar. */
let owner: Element | undefined;

/** Lets an element have the address bar; `false` when another one has it. */
export function claim(element: Element): boolean {
  owner ??= element;
  return owner === element;
}

/** Gives the address bar back. */
export function release(element: Element): void {
  if (owner === element) owner = undefined;
}

/** API → the numbers of the elements of this page that use it: each element keeps its own things. */
const numbers = new Map<string, Set<number>>();

/** Where an element keeps its things. */
export interface Scope {
  /** The end of the names of what it keeps. */
  end: string;
  /** Lets the next element have the same end. */
  free(): void;
}

/** Gives an element an end for its names that no other element of the page has. */
export function scope(api: string): Scope {
  const taken = numbers.get(api) ?? new Set();
  numbers.set(api, taken);
  let number = 1;
  while (taken.has(number)) number += 1;
  taken.add(number);
  const end = (api === "/api/v1" ? "" : `@${api}`) + (number > 1 ? `#${number}` : "");
  return { end, free: () => taken.delete(number) };
}

/** The address of the page without its fragment. An address has a part before the first `#`. */
const page = () => location.href.split("#")[0] as string;

/** The addresses in the path below `base`, in the fragment, or nowhere; memory begins at `first`. */
export function place(routing: "path" | "hash" | "memory", base: string, first: string): Place {
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
