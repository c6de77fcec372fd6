//! Bundles the scripts from the TypeScript in `loader/`: that of our own page with wasm-bindgen's script
//! inside, the module of the npm package, and the two sides of the iframe page. esbuild drops the types
//! without checking them; `cargo xtask test --only types` checks them.
//!
//! Each is one file, so that the `integrity` of its tag covers every line of JavaScript.

use super::asset::Asset;
use crate::failure::{Failure, Outcome};
use crate::tools::Tool;
use crate::{files, process, workspace};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The script of our own page.
pub const OWN: &str = "loader/regain.ts";

/// What comes when the first late step is to be shown.
pub struct Late {
    /// Its code.
    pub wasm: Asset,
    /// Its style.
    pub style: Asset,
}

/// What embedded elements need besides.
pub struct Element {
    /// Their style in the light DOM.
    pub light: Asset,
    /// Their style in a shadow root.
    pub shadow: Asset,
    /// The English texts with their keys, for pages that replace texts.
    pub texts: Asset,
}

/// The constants of the loader: names, and JavaScript expressions.
pub type Defines = [(&'static str, String); 13];

/// Bundles the loader that begins in `entry` with the glue at `glue`.
pub fn bundle(entry: &str, glue: &Path, defines: &Defines) -> Outcome<Vec<u8>> {
    let mut options = vec![format!("--alias:regain-glue={}", glue.display())];
    options.extend(defines.iter().map(|(name, value)| format!("--define:{name}={value}")));
    minified(entry, &options)
}

/// Bundles a script that needs no glue.
pub fn plain(entry: &str) -> Outcome<Vec<u8>> {
    minified(entry, &[])
}

fn minified(entry: &str, options: &[String]) -> Outcome<Vec<u8>> {
    let output = workspace::target().join("assemble").join(entry).with_extension("js");
    let mut esbuild = Command::new(Tool::Esbuild.programs()?.join("esbuild"));
    esbuild
        .args([entry, "--bundle", "--minify", "--format=esm", "--target=es2022"])
        .args(["--charset=utf8", "--legal-comments=none", "--log-level=warning"])
        .args(options)
        .arg(format!("--outfile={}", output.display()))
        .current_dir(workspace::root());
    process::run(&mut esbuild, &format!("bundling {entry}"))?;
    files::read(&output)
}

/// The constants that tell the loader where its files are. `locales` maps a language tag to the files
/// with its messages and those of late steps; `languages` names the languages, as JSON.
pub fn defines(
    wasm: &Asset,
    late: &Late,
    element: &Element,
    locales: &BTreeMap<String, [Asset; 2]>,
    languages: String,
) -> Outcome<Defines> {
    // The name of a file is `<tag>-<hash>.json`, and `late-` before it for the texts of late steps.
    let hash = |name: &str| name.rsplit(['-', '.']).nth(1).unwrap_or_default().to_owned();
    let hashes: BTreeMap<&str, String> =
        locales.iter().map(|(tag, [early, _])| (tag.as_str(), hash(&early.name))).collect();
    Ok([
        ("__REGAIN_WASM_URL__", json(&wasm.beside())?),
        ("__REGAIN_WASM_INTEGRITY__", json(&wasm.integrity)?),
        ("__REGAIN_LATE_URL__", json(&late.wasm.beside())?),
        ("__REGAIN_LATE_INTEGRITY__", json(&late.wasm.integrity)?),
        ("__REGAIN_STYLE_URL__", json(&late.style.beside())?),
        ("__REGAIN_STYLE_INTEGRITY__", json(&late.style.integrity)?),
        ("__REGAIN_ELEMENT_URL__", json(&element.light.beside())?),
        ("__REGAIN_ELEMENT_INTEGRITY__", json(&element.light.integrity)?),
        ("__REGAIN_SHADOW_URL__", json(&element.shadow.beside())?),
        ("__REGAIN_SHADOW_INTEGRITY__", json(&element.shadow.integrity)?),
        ("__REGAIN_TEXTS_URL__", json(&element.texts.beside())?),
        ("__REGAIN_LANGUAGES__", languages),
        ("__REGAIN_LOCALES__", json(&hashes)?),
    ])
}

fn json(value: &impl serde::Serialize) -> Outcome<String> {
    serde_json::to_string(value).map_err(|error| Failure::new(error.to_string()))
}
