// Counts what a page must never do: break its policy, throw, or leave a promise unhandled.
if (!window.regainWatch) {
  const seen = window.regainWatch = [];
  const note = (text) => seen.push(String(text).slice(0, 300));
  document.addEventListener("securitypolicyviolation",
    (event) => note(`policy ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
  addEventListener("error", (event) => note(`error ${event.message}`));
  addEventListener("unhandledrejection", (event) => note(`rejection ${event.reason}`));
}
return window.regainWatch;
