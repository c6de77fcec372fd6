// The constants that the build puts in: see xtask/src/build/script.rs. An address is relative to the
// script; an integrity is the value of an `integrity` attribute.

declare const __REGAIN_WASM_URL__: string;
declare const __REGAIN_WASM_INTEGRITY__: string;
/** The wasm of the late steps. */
declare const __REGAIN_LATE_URL__: string;
declare const __REGAIN_LATE_INTEGRITY__: string;
/** The style of the late steps. */
declare const __REGAIN_STYLE_URL__: string;
declare const __REGAIN_STYLE_INTEGRITY__: string;
/** The style of elements in the light DOM. */
declare const __REGAIN_ELEMENT_URL__: string;
declare const __REGAIN_ELEMENT_INTEGRITY__: string;
/** The style of elements in a shadow root. */
declare const __REGAIN_SHADOW_URL__: string;
declare const __REGAIN_SHADOW_INTEGRITY__: string;
/** The English texts by their keys. */
declare const __REGAIN_TEXTS_URL__: string;
/** Tag of a language → its own name, in the order of the menu. */
declare const __REGAIN_LANGUAGES__: Readonly<Record<string, string>>;
/** Tag of a language → the hash in the names of its two files. English has none: it is in the wasm. */
declare const __REGAIN_LOCALES__: Readonly<Record<string, string>>;
