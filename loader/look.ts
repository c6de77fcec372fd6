// The style of an element on another's page; our own page brings its own.
import { once, sheet } from "./files.ts";

/** The sheets that were asked for, by the tag of their elements; that of shadow roots has the empty name. */
const styles: Record<string, () => Promise<CSSStyleSheet>> = {};

/** The sheet for elements of a tag, in a shadow root or not. */
function style(isShadow: boolean, tag: string): Promise<CSSStyleSheet> {
  // A length that neither the host's root nor its ancestors set. Browsers without `registerProperty`
  // take the element's.
  try {
    CSS.registerProperty({ name: "--rg-rem", syntax: "<length>", inherits: true, initialValue: "16px" });
  } catch {
    // Registered already, or not known.
  }
  const make = isShadow
    ? () => sheet(__REGAIN_SHADOW_URL__, __REGAIN_SHADOW_INTEGRITY__)
    : () => sheet(__REGAIN_ELEMENT_URL__, __REGAIN_ELEMENT_INTEGRITY__, (text) => text.replaceAll("regain-recovery", tag));
  return (styles[isShadow ? "" : tag] ??= once(make))();
}

/** Names each class of ours as a part: `::part(button)` for `rg-button`. */
function name(element: Element): void {
  // Texts are added, too, and have no classes.
  const classes = [...((element as Partial<Element>).classList ?? [])].filter((one) => one.startsWith("rg-"));
  if (classes.length) element.setAttribute("part", classes.map((one) => one.slice(3)).join(" "));
}

/** Names the parts of everything that is added to `root`, until `signal` aborts. */
function nameParts(root: Element, signal?: AbortSignal): void {
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const added of addedNodes as NodeListOf<Element>) {
        name(added);
        added.querySelectorAll?.("[class]").forEach(name);
      }
    }
  });
  observer.observe(root, { childList: true, subtree: true });
  signal?.addEventListener("abort", () => observer.disconnect());
}

/** Puts the style on an element, and returns the element to draw in. */
export async function dress(element: HTMLElement, dom: "light" | "shadow", signal?: AbortSignal): Promise<HTMLElement> {
  const isShadow = dom === "shadow";
  const made = await style(isShadow, element.localName);
  if (!isShadow) {
    const around = element.getRootNode() as Document | ShadowRoot;
    if (!around.adoptedStyleSheets.includes(made)) around.adoptedStyleSheets.push(made);
    return element;
  }
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [made];
  const root = (shadow.firstElementChild as HTMLElement | null) ?? shadow.appendChild(document.createElement("div"));
  nameParts(root, signal);
  return root;
}
