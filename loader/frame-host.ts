// <regain-frame src="https://recover.example/frame">: the recovery of another origin in an iframe, which
// this page can neither read nor style.
import type { Hello, Received } from "./frame-protocol.ts";

/** How often a frame is greeted that does not answer. */
const GREETINGS = 20;

class RegainFrame extends HTMLElement {
  #stop: (() => void) | undefined;

  connectedCallback(): void {
    if (this.#stop) return;
    let url: URL | undefined;
    try {
      url = new URL(this.getAttribute("src") ?? "");
    } catch {
      // Told below.
    }
    if (!url || (url.protocol !== "https:" && !/^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(url.href))) {
      console.error('regain: the attribute "src" must be an https address');
      return;
    }
    const { origin } = url;
    for (const name of ["locale", "theme", "intent", "country", "return-to"]) {
      const value = this.getAttribute(name);
      if (value !== null) url.searchParams.set(name, value);
    }
    const id = crypto.randomUUID();
    const frame = document.createElement("iframe");
    frame.allow = "camera; otp-credentials; clipboard-write";
    frame.title = this.getAttribute("label") ?? "Account recovery";
    Object.assign(frame.style, { border: 0, display: "block", width: "100%", height: "40rem" });
    const tell = (name: string, detail?: unknown) => this.dispatchEvent(new CustomEvent(`regain:${name}`, { detail, bubbles: true }));
    const hear = ({ source, origin: from, data }: MessageEvent<Received>) => {
      if (source !== frame.contentWindow || from !== origin || data?.regain !== 1 || data.id !== id) return;
      const { type, height, name, step } = data;
      if (type === "size" && height && height > 0 && height < 1e5) frame.style.height = `${height}px`;
      if (type === "event" && name && /^[a-z]{1,20}$/.test(name)) tell(name, data.detail);
      if (type !== "here") return;
      clearInterval(greeting);
      // What happened before the greeting.
      if (step === "crashed") tell("crashed");
      else if (step) {
        tell("step", { step });
        tell("ready");
      }
    };
    addEventListener("message", hear);
    // WebKit reports the load before the scripts of the frame have run: greet until there is an answer.
    let greeting: number | undefined;
    const greet = () => {
      clearInterval(greeting);
      let times = 0;
      const once = () => {
        frame.contentWindow?.postMessage({ regain: 1, type: "hello", id } satisfies Hello, origin);
        if (++times === GREETINGS) clearInterval(greeting);
      };
      greeting = setInterval(once, 500);
      once();
    };
    frame.addEventListener("load", greet);
    frame.src = url.href;
    this.replaceChildren(frame);
    this.#stop = () => {
      clearInterval(greeting);
      removeEventListener("message", hear);
    };
  }

  disconnectedCallback(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.replaceChildren();
  }
}

if (!customElements.get("regain-frame")) customElements.define("regain-frame", RegainFrame);
