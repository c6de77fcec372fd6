// Fetches the files of the app when they are needed, each with its integrity: the hash on a preload link
// would not protect them.
import { finish, imports } from "regain-glue";

/** The messages of a language in the order of the keys; `undefined` for English, which is in the wasm. */
export type Texts = string[] | undefined;

/** Where the files are: beside this module, unless told otherwise. */
let folder: string | URL = import.meta.url;

/** Tells in which folder the files are. */
export function standAt(address: string): void {
  folder = new URL(`${address}/`.replace(/\/+$/, "/"), location.href);
}

/** Gets a file. */
function get(path: string, integrity?: string, signal?: AbortSignal): Promise<Response> {
  return fetch(new URL(path, folder), { integrity, signal });
}

/** Calls `make` once and gives everybody its promise. After a failure the next call tries again. */
export function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let promise: Promise<Made> | undefined;
  return () =>
    (promise ??= make().catch((error: unknown) => {
      promise = undefined;
      throw error;
    }));
}

/** Loads the wasm and starts it. */
export const wasm = once(async () => {
  const given = imports();
  const answer = () => get(__REGAIN_WASM_URL__, __REGAIN_WASM_INTEGRITY__);
  const made = await WebAssembly.instantiateStreaming(answer(), given).catch(async () => {
    // The server does not know the type of wasm, or the connection broke: ask once more, and compile
    // when everything is there.
    return WebAssembly.instantiate(await (await answer()).arrayBuffer(), given);
  });
  return finish(made.instance);
});

/** Gets a style sheet, with its text changed by `adapt`. */
export async function sheet(path: string, integrity: string, adapt = (text: string) => text): Promise<CSSStyleSheet> {
  const answer = await get(path, integrity, AbortSignal.timeout(10_000));
  const made = new CSSStyleSheet();
  made.replaceSync(adapt(await answer.text()));
  return made;
}

/** Whether the texts of the late steps are wanted, too. */
let isLate = false;

/** Loads the late steps into the wasm. Embedded elements have the style of the late steps already. */
export const late = once(async () => {
  isLate = true;
  const more = get(__REGAIN_LATE_URL__, __REGAIN_LATE_INTEGRITY__, AbortSignal.timeout(10_000));
  const [main, answer] = await Promise.all([wasm(), more]);
  await WebAssembly.instantiate(await answer.arrayBuffer(), { __wasm_split: main });
});

/** Gets a JSON file of the build, of the type that the caller knows; `undefined` when it does not come. */
export async function json<Content>(path: string): Promise<Content | undefined> {
  try {
    const answer = await get(path);
    return answer.ok ? ((await answer.json()) as Content) : undefined;
  } catch {
    return undefined;
  }
}

/** Tag of a language → the hash in the names of its two files; English has none. */
export const locales = __REGAIN_LOCALES__;

/**
 * The messages of a language. Those of late steps are empty until the late steps are wanted. Gives
 * `undefined` for English, and when the messages do not come.
 */
export async function messages(tag: string): Promise<Texts> {
  if (!locales[tag]) return undefined;
  const file = `${tag}-${locales[tag]}.json`;
  // The first file has `null` wherever a text of the second one belongs.
  const [early, more] = await Promise.all([json<(string | null)[]>(`./${file}`), isLate ? json<string[]>(`./late-${file}`) : []]);
  let next = 0;
  return early && more && early.map((text) => text ?? more[next++] ?? "");
}
