// The style of an element on another's page; our own page brings its own.
import { once, sheet } from "./files.js";

const styles = {};

/** The sheet for elements of a tag, in a shadow root or not. */
function style(isShadow, tag) {
  // Lengths that neither the host's root nor its ancestors set; browsers without it take the element's.
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
function name(element) {
  const classes = [...(element.classList ?? [])].filter((one) => one.startsWith("rg-"));
  if (classes.length) element.setAttribute("part", classes.map((one) => one.slice(3)).join(" "));
}

function nameParts(root, signal) {
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const added of addedNodes) {
        name(added);
        added.querySelectorAll?.("[class]").forEach(name);
      }
    }
  });
  observer.observe(root, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
}

/** Puts the style on an element, and gives what to draw in. */
export async function dress(element, dom, signal) {
  const isShadow = dom === "shadow";
  const made = await style(isShadow, element.localName);
  if (!isShadow) {
    const around = element.getRootNode();
    if (!around.adoptedStyleSheets.includes(made)) around.adoptedStyleSheets.push(made);
    return element;
  }
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [made];
  const root = shadow.firstElementChild ?? shadow.appendChild(document.createElement("div"));
  nameParts(root, signal);
  return root;
}
