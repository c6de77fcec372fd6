//! The one script: `regain.js` with wasm-bindgen's glue inside, minified.
//!
//! One file, so that the `integrity` of its tag covers every line of JavaScript of the page.

use super::asset::Asset;
use crate::failure::{Failure, Outcome};
use crate::tools::Tool;
use crate::{files, process, workspace};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// What comes when the first late step is to be shown.
pub struct Late {
    /// Its code.
    pub wasm: Asset,
    /// Its style.
    pub style: Asset,
}

/// Bundles the loader with the glue at `glue` and tells it where its files are. `locales` maps a
/// language tag to the file with its messages.
pub fn bundle(
    glue: &Path,
    wasm: &Asset,
    late: &Late,
    locales: &BTreeMap<String, Asset>,
) -> Outcome<Vec<u8>> {
    let output = workspace::target().join("assemble").join("regain.js");
    let mut esbuild = Command::new(Tool::Esbuild.programs()?.join("esbuild"));
    esbuild
        .args(["regain.js", "--bundle", "--minify", "--format=esm", "--target=es2022"])
        .args(["--charset=utf8", "--legal-comments=none", "--log-level=warning"])
        .arg(format!("--alias:regain-glue={}", glue.display()))
        .arg(format!("--outfile={}", output.display()))
        .current_dir(workspace::root());
    for (name, value) in defines(wasm, late, locales)? {
        esbuild.arg(format!("--define:{name}={value}"));
    }
    process::run(&mut esbuild, "bundling regain.js")?;
    files::read(&output)
}

/// The constants of the loader, as JavaScript expressions.
fn defines(
    wasm: &Asset,
    late: &Late,
    locales: &BTreeMap<String, Asset>,
) -> Outcome<[(&'static str, String); 7]> {
    let addresses: BTreeMap<&str, String> =
        locales.iter().map(|(locale, asset)| (locale.as_str(), asset.beside())).collect();
    Ok([
        ("__REGAIN_WASM_URL__", json(&wasm.beside())?),
        ("__REGAIN_WASM_INTEGRITY__", json(&wasm.integrity)?),
        ("__REGAIN_LATE_URL__", json(&late.wasm.beside())?),
        ("__REGAIN_LATE_INTEGRITY__", json(&late.wasm.integrity)?),
        ("__REGAIN_STYLE_URL__", json(&late.style.beside())?),
        ("__REGAIN_STYLE_INTEGRITY__", json(&late.style.integrity)?),
        ("__REGAIN_LOCALES__", json(&addresses)?),
    ])
}

fn json(value: &impl serde::Serialize) -> Outcome<String> {
    serde_json::to_string(value).map_err(|error| Failure::new(error.to_string()))
}
