// <regain-frame src="https://recover.example/frame">: the recovery of another origin in an iframe, which
// this page can neither read nor style. Speaks version 1 of the protocol of docs/embedding.md, *Iframe*.

/** How often a frame is greeted that does not answer. */
const GREETINGS = 20;

class RegainFrame extends HTMLElement {
  #stop;

  connectedCallback() {
    if (this.#stop) return;
    let url;
    try {
      url = new URL(this.getAttribute("src"));
    } catch {
      // Told below.
    }
    if (url?.protocol !== "https:" && !/^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(url)) {
      console.error('regain: the attribute "src" must be an https address');
      return;
    }
    for (const name of ["locale", "theme", "intent", "country", "return-to"]) {
      if (this.hasAttribute(name)) url.searchParams.set(name, this.getAttribute(name));
    }
    const id = crypto.randomUUID();
    const frame = document.createElement("iframe");
    frame.allow = "camera; otp-credentials; clipboard-write";
    frame.title = this.getAttribute("label") ?? "Account recovery";
    Object.assign(frame.style, { border: 0, display: "block", width: "100%", height: "40rem" });
    const tell = (name, detail) => this.dispatchEvent(new CustomEvent(`regain:${name}`, { detail, bubbles: true }));
    const hear = ({ source, origin, data }) => {
      if (source !== frame.contentWindow || origin !== url.origin || data?.regain !== 1 || data.id !== id) return;
      if (data.type === "size" && data.height > 0 && data.height < 1e5) frame.style.height = `${data.height}px`;
      if (data.type === "event" && /^[a-z]{1,20}$/.test(data.name)) tell(data.name, data.detail);
      if (data.type === "here") clearInterval(greeting);
      // What came to pass before the greeting.
      if (data.type === "here" && data.step === "crashed") tell("crashed");
      else if (data.type === "here" && data.step) {
        tell("step", { step: data.step });
        tell("ready");
      }
    };
    addEventListener("message", hear);
    // WebKit tells of the load before the scripts in there have run: greets until there is an answer.
    let greeting;
    const greet = () => {
      clearInterval(greeting);
      let times = 0;
      const once = () => {
        frame.contentWindow?.postMessage({ regain: 1, type: "hello", id }, url.origin);
        if (++times === GREETINGS) clearInterval(greeting);
      };
      greeting = setInterval(once, 500);
      once();
    };
    frame.addEventListener("load", greet);
    frame.src = url;
    this.replaceChildren(frame);
    this.#stop = () => {
      clearInterval(greeting);
      removeEventListener("message", hear);
    };
  }

  disconnectedCallback() {
    this.#stop?.();
    this.#stop = undefined;
    this.replaceChildren();
  }
}

if (!customElements.get("regain-frame")) customElements.define("regain-frame", RegainFrame);
