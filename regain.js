// The script of our own page: the element with everything that the page is sure of. On the pages of
// others loader/element.js is used.
import { address } from "./loader/address.js";
import { Core } from "./loader/core.js";
import { messages } from "./loader/files.js";
import { styledLate } from "./loader/late_style.js";

class OwnPage extends Core {
  plan() {
    const returnTo = new URLSearchParams(location.search).get("return_to") ?? undefined;
    const config = { api: this.getAttribute("api") ?? "/api/v1", locale: this.getAttribute("locale"), returnTo };
    const place = address(this.getAttribute("base") ?? "");
    return {
      config,
      place,
      end: "",
      isPage: true,
      isOfPath: true,
      texts: messages,
      late: styledLate,
      dress: () => this,
      stepped() {},
    };
  }
}

if (!customElements.get("regain-recovery")) customElements.define("regain-recovery", OwnPage);
