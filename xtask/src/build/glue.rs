//! Hands the start of wasm-bindgen's script over to the loader. The rest of the script stays as
//! wasm-bindgen writes it.
//!
//! wasm-bindgen ends its script with ways to fetch and start the wasm. Our loader does both itself, with
//! the hash of the wasm (`loader/files.ts`), and needs two functions that the script does not export.
//! The ways to start must go, not only stay unused: bundlers of others would look for a wasm beside
//! the script, whose name they read in there.
//!
//! Pure: a script in, a script out.

use crate::failure::{Failure, Outcome};

/// Where the ways to start begin; nothing but them comes after.
const STARTS: &str = "async function __wbg_load(module, imports) {";
/// What the script ends with.
const EXPORT: &str = "export { initSync, __wbg_init as default };";
/// What the script ends with instead: see `loader/glue.d.ts`.
const PARTS: &str = "export { __wbg_get_imports as imports, __wbg_finalize_init as finish };\n";

/// Exports what the loader needs instead of the ways to start. Fails when wasm-bindgen writes its
/// script in another way.
pub fn for_loader(script: &str) -> Outcome<String> {
    let is_export = |end: &str| end.trim_end().ends_with(EXPORT);
    let (kept, _) =
        script.split_once(STARTS).filter(|(_, end)| is_export(end)).ok_or_else(|| {
            Failure::new(
                "wasm-bindgen writes its script in a way that is new: see xtask/src/build/glue.rs",
            )
        })?;
    Ok([kept, PARTS].concat())
}

#[cfg(test)]
mod tests {
    use super::{EXPORT, PARTS, STARTS, for_loader};

    #[test]
    fn the_loader_starts_the_wasm_and_the_rest_stays() {
        let before = "function mount() {}\nfunction __wbg_finalize_init() {}\n";
        let script = format!("{before}{STARTS} … }}\nfunction initSync() {{}}\n\n{EXPORT}\n");

        assert_eq!(for_loader(&script), Ok([before, PARTS].concat()));
    }

    #[test]
    fn another_script_is_named() {
        assert!(for_loader("function start() {}").is_err());
        assert!(for_loader(&format!("{STARTS} … }}\nexport {{ start }};")).is_err());
    }
}
