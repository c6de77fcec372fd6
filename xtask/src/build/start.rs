//! Cuts out of wasm-bindgen's script what its start does for callers that are not our loader: a warning
//! about old ways to call it, and a wasm beside the script, which bundlers of others look for in vain.
//!
//! Pure: a script in, a script out.

use crate::failure::{Failure, Outcome};

const FROM: &str =
    "    if (module_or_path !== undefined) {\n        if (Object.getPrototypeOf(module_or_path)";
const TO: &str =
    "    const { instance, module } = await __wbg_load(await module_or_path, imports);";
/// The loader gives an object with the answer to a request.
const INSTEAD: &str =
    "    ({module_or_path} = module_or_path);\n    const imports = __wbg_get_imports();\n";

/// The script whose start takes what the loader gives. Fails when wasm-bindgen writes it otherwise.
pub fn cut(script: &str) -> Outcome<String> {
    let parts = || {
        let (before, rest) = script.split_once(FROM)?;
        let (cut, after) = rest.split_once(TO)?;
        (cut.len() < 1500 && cut.contains("import.meta.url")).then_some((before, after))
    };
    let (before, after) =
        parts().ok_or_else(|| Failure::new("wasm-bindgen starts its wasm in a way that is new"))?;
    Ok([before, INSTEAD, TO, after].concat())
}

#[cfg(test)]
mod tests {
    use super::{FROM, INSTEAD, TO, cut};

    #[test]
    fn the_wasm_comes_from_the_loader_alone() {
        let script = format!("a\n{FROM} … new URL('app.wasm', import.meta.url) …\n{TO}\nb\n");

        assert_eq!(cut(&script), Ok(format!("a\n{INSTEAD}{TO}\nb\n")));
    }

    #[test]
    fn another_start_is_named() {
        assert!(cut("function start() {}").is_err());
        assert!(cut(&format!("{FROM}\n{TO}")).is_err());
    }
}
