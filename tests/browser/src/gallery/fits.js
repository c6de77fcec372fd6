// What reaches beyond the page or is cut off.
const page = document.documentElement;
const element = document.querySelector("regain-recovery");
const root = element.shadowRoot ?? element;
const short = (one) => one.outerHTML.slice(0, 110);
const all = [...root.querySelectorAll("*")].filter((one) => !one.closest(".rg-sr-only, svg, option"));
const found = [];
const screen = root.querySelector(".rg-frame, .rg-fallback");
if (getComputedStyle(screen).display === "inline") found.push("the screen is no block");
if (page.scrollWidth > page.clientWidth) found.push(`scrolls sideways: ${page.scrollWidth} of ${page.clientWidth}`);
for (const one of all) {
  const { left, right } = one.getBoundingClientRect();
  if (right > page.clientWidth + 1 || left < -1) found.push(`beyond the page: ${short(one)}`);
  const hasText = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (hasText && one.clientWidth && one.scrollWidth > one.clientWidth + 1) found.push(`cut off: ${short(one)}`);
  if (one.matches("a, button, label, h1, h2, p, li, dd, dt, span") && getComputedStyle(one).overflow === "hidden" && one.scrollHeight > one.clientHeight + 1) {
    found.push(`cut off below: ${short(one)}`);
  }
}
return found;
