// After within.js. Gives the visible elements that may carry a role, in document order, open shadow roots included.
// Whether one has the wanted accessible name is then asked of the browser, not decided here.
const [selector] = arguments;
const isVisible = (element) => {
  if (element.closest("[aria-hidden=true], [inert]")) return false;
  if (!element.checkVisibility) return element.getClientRects().length > 0;
  return element.checkVisibility({ visibilityProperty: true });
};
return within(document).filter((element) => element.matches(selector)).filter(isVisible);
