//! Takes out of wasm-bindgen's script what our page never uses, and hands its start to the loader.
//!
//! Pure: a script in, a script out.

use crate::failure::{Failure, Outcome};

/// Where the ways to start begin; nothing but them comes after.
const STARTS: &str = "async function __wbg_load(module, imports) {";
/// What the script ends with.
const EXPORT: &str = "export { initSync, __wbg_init as default };";
/// The loader fetches the wasm with its integrity and starts it: see `loader/files.ts`. Bundlers of
/// others would look for a wasm beside the script in vain.
const PARTS: &str = "export { __wbg_get_imports as imports, __wbg_finalize_init as finish };\n";

/// A piece of the script, from and up to a text, and what comes in its place.
struct Cut {
    from: &'static str,
    to: &'static str,
    instead: &'static str,
}

const CUTS: [Cut; 4] = [
    // The loader unmounts.
    Cut { from: "if (Symbol.dispose) Mounted", to: "\n\n", instead: "" },
    // Says in the text of a panic what a value of JavaScript is. It might be a secret (TOK-07), and
    // nothing shows such texts.
    Cut {
        from: "function debugString(val) {",
        to: "function getArrayU8FromWasm0",
        instead: "const debugString = () => \"\";\n\n",
    },
    // Browsers that know reference types have this: Chrome 96, Firefox 79, Safari 15.
    Cut { from: "if (!('encodeInto' in", to: "let WASM_VECTOR_LEN", instead: "" },
    // Renews the decoder after 2 GiB of text.
    Cut {
        from: "const MAX_SAFARI_DECODE_BYTES",
        to: "const cachedTextEncoder",
        instead: "const decodeText = (bytes) => cachedTextDecoder.decode(bytes);\n\n",
    },
];

/// The script without what our page never uses. Fails when wasm-bindgen writes it otherwise.
pub fn cut(script: &str) -> Outcome<String> {
    let is_export = |end: &str| end.trim_end().ends_with(EXPORT);
    let (kept, _) = script.split_once(STARTS).filter(|(_, end)| is_export(end)).ok_or_else(new)?;
    let mut script = [kept, PARTS].concat();
    for Cut { from, to, instead } in CUTS {
        let (before, rest) = script.split_once(from).ok_or_else(new)?;
        let (cut, after) = rest.split_once(to).ok_or_else(new)?;
        if cut.len() > 2500 {
            return Err(new());
        }
        script = [before, instead, to, after].concat();
    }
    Ok(script)
}

fn new() -> Failure {
    Failure::new("wasm-bindgen writes its script in a way that is new: see xtask/src/build/glue.rs")
}

#[cfg(test)]
mod tests {
    use super::{EXPORT, PARTS, STARTS, cut};

    const BEFORE: &str = "if (Symbol.dispose) Mounted… = free;\n\n\
        function debugString(val) { … }\nfunction getArrayU8FromWasm0() {}\n\
        const MAX_SAFARI_DECODE_BYTES = 1;\nconst cachedTextEncoder = 2;\n\
        if (!('encodeInto' in cachedTextEncoder)) { … }\nlet WASM_VECTOR_LEN = 0;\n";

    #[test]
    fn what_is_not_used_goes_and_the_loader_starts() {
        let script = format!("{BEFORE}{STARTS} … }}\nfunction initSync() {{}}\n\n{EXPORT}\n");

        let cut = cut(&script).unwrap();

        for gone in ["…", "Symbol", "MAX_SAFARI", "encodeInto", "initSync"] {
            assert!(!cut.contains(gone), "{cut}");
        }
        for kept in ["getArrayU8FromWasm0() {}", "cachedTextEncoder = 2;", "let WASM_VECTOR_LEN"] {
            assert!(cut.contains(kept), "{cut}");
        }
        assert!(cut.ends_with(PARTS), "{cut}");
    }

    #[test]
    fn another_script_is_named() {
        assert!(cut("function start() {}").is_err());
        assert!(cut(&format!("{STARTS}{EXPORT}")).is_err());
        assert!(cut(&format!("{BEFORE}{STARTS} … }}\nexport {{ start }};")).is_err());
    }
}
