// Sends what the form of the page asks for before the app is there, so that the answer is on its way while
// the wasm still is. The app takes it over when it would have sent the very same: see src/api.rs.

/** The one early request of an element. `config` is what the app will be told. */
export function early({ api, returnTo, country }) {
  let begun;
  /** Gives up what nobody took. */
  const end = () => {
    begun?.controller.abort();
    begun = undefined;
  };
  return {
    end,
    /** Begins a recovery, once; nothing that was typed begins none. */
    press(locale, identifier) {
      if (begun || !identifier?.trim()) return;
      // In the order of crates/contract/src/encode.rs.
      const body = JSON.stringify({
        intent: "reset_password",
        identifier,
        locale,
        return_to: returnTo,
        country_code: country && `${country}`,
      });
      const key = crypto.getRandomValues(new Uint32Array(4)).join("-");
      const controller = new AbortController();
      const { signal } = controller;
      const headers = { "content-type": "application/json", "idempotency-key": key };
      const answer = fetch(`${api}/recoveries`, { method: "POST", credentials: "omit", headers, body, signal });
      // The app hears of it, and tries again under the same key.
      answer.catch(() => {});
      begun = { body, taken: [key, answer], controller };
    },
    /** Hands key and answer over, if the app would send this body; `signal` gives the request up. */
    take(body, signal) {
      if (begun?.body !== body) return end();
      const { taken, controller } = begun;
      signal.onabort = () => controller.abort();
      begun = undefined;
      return taken;
    },
  };
}
