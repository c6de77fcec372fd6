// Every element below a root, in document order, those in open shadow roots included.
const within = (root) => [...root.querySelectorAll("*")].flatMap((element) => [
  element,
  ...(element.shadowRoot ? within(element.shadowRoot) : []),
]);
