// Sends what the form of the page asks for before the app is there, so that the answer is on its way while
// the wasm still is. The app takes it over when it would have sent the very same: see src/api.rs.

/** Begins a recovery; nothing that was typed begins none. `config` is what the app will be told. */
export function begin({ api, locale, returnTo, country }, identifier) {
  if (!identifier?.trim()) return;
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
  return { body, taken: [key, answer], controller };
}
