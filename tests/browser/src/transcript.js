// Notes what assistive technology is told without being asked: changes of live regions, the title,
// and headings and alerts that take the focus. Runs before the scripts of each page.
(() => {
  const LIVE = "[role=status], [role=alert], [role=log], [aria-live]";
  const note = (kind, text) => console.debug(`regain-heard: ${kind} ${text}`);
  const words = (element) => element.checkVisibility()
    ? element.innerText.replace(/\s+/g, " ").trim() : "";
  const kind = (region) =>
    region.matches("[role=alert], [aria-live=assertive]") ? "alert" : "status";
  const tell = (region, how) => {
    const text = region.isConnected && words(region);
    if (text) note(how, text);
  };
  let title = "";
  const tellTitle = () => {
    if (document.title !== title) note("title", title = document.title);
  };

  const regionsIn = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    return [node, ...node.querySelectorAll("*")].filter((element) => {
      if (element.shadowRoot) watch(element.shadowRoot);
      return element.matches(LIVE);
    });
  };
  const changed = (records) => {
    const born = new Set(), heard = new Set();
    for (const { target, addedNodes } of records) {
      const at = target instanceof Element ? target : target.parentElement;
      const region = at?.closest(LIVE);
      if (region) heard.add(region);
      for (const node of addedNodes) for (const each of regionsIn(node)) born.add(each);
    }
    tellTitle();
    for (const region of born) {
      heard.delete(region);
      // A status that comes together with its text is not announced by every screen reader.
      tell(region, kind(region) === "alert" ? "alert" : "unheard");
    }
    for (const region of heard) tell(region, kind(region));
  };
  const watch = (root) => {
    if (root.regainWatched) return;
    root.regainWatched = true;
    const what = { childList: true, characterData: true, subtree: true };
    new MutationObserver(changed).observe(root, what);
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    watch(root);
    return root;
  };

  watch(document);
  document.addEventListener("focusin", (event) => {
    const [at] = event.composedPath();
    if (!(at instanceof Element) || at.tabIndex !== -1) return;
    const role = at.getAttribute("role") || (at.matches("h1") ? "heading" : at.localName);
    note("focus", role === "heading" ? `${role} ${words(at)}` : role);
  }, true);
})();
