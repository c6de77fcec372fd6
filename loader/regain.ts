// The script of our own page: the element, without what only the pages of others need (element.ts has that).
import { address } from "./address.ts";
import { Core, type Plan } from "./core.ts";
import { messages } from "./files.ts";
import { styledLate } from "./late-style.ts";

class OwnPage extends Core {
  override plan(): Plan {
    const returnTo = new URLSearchParams(location.search).get("return_to") ?? undefined;
    // The build writes the language of each page into this attribute.
    const config = { api: this.getAttribute("api") ?? "/api/v1", locale: this.getAttribute("locale") as string, returnTo };
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
