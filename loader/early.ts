// Sends the request that the form of the page asks for before the app is there, so that the answer is on
// its way while the wasm still is. The app takes the request over when it would have sent the very same:
// see src/api.rs.

/** What the request is made of. */
export interface EarlyConfig {
  api: string;
  returnTo?: string | undefined;
  country?: number | undefined;
}

/** An idempotency key, and the answer to the request that was sent with it. */
export type Begun = [key: string, answer: Promise<Response>];

/** The one early request of an element. */
export interface Early {
  /** Gives up a request that nobody took over. */
  end(): void;
  /** Begins a recovery, once. Does nothing while nothing was typed. */
  press(locale: string, identifier: string | undefined): void;
  /** Hands the request over, if `body` asks for the same, and gives it up otherwise. An abort of `signal` ends it. */
  take(body: string, signal: AbortSignal): Begun | undefined;
}

/** What a request asks for. */
type Fields = Record<string, unknown>;

/** Whether two requests ask for the same, however their JSON is written. */
function isSame(one: Fields, other: Fields): boolean {
  return Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);
}

/** Makes the early request of an element from what the app will be told. */
export function early({ api, returnTo, country }: EarlyConfig): Early {
  let begun: { fields: Fields; taken: Begun; controller: AbortController } | undefined;
  const end = (): undefined => {
    begun?.controller.abort();
    begun = undefined;
  };
  return {
    end,
    press(locale, identifier) {
      if (begun || !identifier?.trim()) return;
      // The fields of `Begin` (crates/contract/src/command.rs).
      const fields = {
        intent: "reset_password",
        identifier,
        locale,
        return_to: returnTo,
        country_code: country && `${country}`,
      };
      const body = JSON.stringify(fields);
      const key = crypto.getRandomValues(new Uint32Array(4)).join("-");
      const controller = new AbortController();
      const { signal } = controller;
      const headers = { "content-type": "application/json", "idempotency-key": key };
      const answer = fetch(`${api}/recoveries`, { method: "POST", credentials: "omit", headers, body, signal });
      // The app is told of a failure, and tries again with the same key.
      answer.catch(() => {});
      begun = { fields, taken: [key, answer], controller };
    },
    take(body, signal) {
      if (!begun || !isSame(begun.fields, JSON.parse(body))) return end();
      const { taken, controller } = begun;
      signal.onabort = () => controller.abort();
      begun = undefined;
      return taken;
    },
  };
}
