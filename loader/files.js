// The files of the app, fetched with their integrity when they are needed: the hash on a preload link
// would not protect them.
import { finish, imports } from "regain-glue";

/** Where the files stand: beside this module, unless told otherwise. */
let folder = import.meta.url;

/** Tells where the files stand. */
export function standAt(address) {
  folder = new URL(`${address}/`.replace(/\/+$/, "/"), location.href);
}

/** Gets a file. */
function get(path, integrity, signal) {
  return fetch(new URL(path, folder), { integrity, signal });
}

/** Keeps the promise of a call; one that is broken is not kept, so that the next call tries again. */
export function once(make) {
  let promise;
  return () =>
    (promise ??= make().catch((error) => {
      promise = undefined;
      throw error;
    }));
}

/** Loads the wasm. */
export const wasm = once(async () => {
  const given = imports();
  const answer = () => get(__REGAIN_WASM_URL__, __REGAIN_WASM_INTEGRITY__);
  const made = await WebAssembly.instantiateStreaming(answer(), given).catch(async () => {
    // Servers that do not know its type, and lines that broke: once more, and all at once.
    return WebAssembly.instantiate(await (await answer()).arrayBuffer(), given);
  });
  return finish(made.instance);
});

/** Gets a style sheet, with its text changed by `adapt`. */
export async function sheet(path, integrity, adapt = (text) => text) {
  const answer = await get(path, integrity, AbortSignal.timeout(10_000));
  const made = new CSSStyleSheet();
  made.replaceSync(adapt(await answer.text()));
  return made;
}

/** Whether the texts of the late steps are wanted, too. */
let isLate = false;

/** Loads the late steps into the wasm. Embedded elements have their style already. */
export const late = once(async () => {
  isLate = true;
  const more = get(__REGAIN_LATE_URL__, __REGAIN_LATE_INTEGRITY__, AbortSignal.timeout(10_000));
  const [main, answer] = await Promise.all([wasm(), more]);
  await WebAssembly.instantiate(await answer.arrayBuffer(), { __wasm_split: main });
});

/** Gets a JSON file; `undefined` when it does not come. */
export async function json(path) {
  try {
    const answer = await get(path);
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/** Locale tag → the hash in the names of its two files; English is in the wasm. */
export const locales = __REGAIN_LOCALES__;

/**
 * The messages of a language in the order of the keys, without those of late steps until they are
 * wanted; `undefined` for English, and when they do not come.
 */
export async function messages(tag) {
  if (!locales[tag]) return undefined;
  const file = `${tag}-${locales[tag]}.json`;
  const [early, more] = await Promise.all([json(`./${file}`), isLate ? json(`./late-${file}`) : []]);
  let next = 0;
  return early && more && early.map((text) => text ?? more[next++] ?? "");
}
