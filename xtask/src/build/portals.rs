//! Bundles the demo portals that need it, as their own engineers would: with the package's module, and
//! with what they are made of. The sandbox serves the result.

use crate::failure::{Failure, Outcome};
use crate::tools::{self, Tool};
use crate::{files, process, workspace};
use std::path::PathBuf;
use std::process::Command;

/// The React portal.
const ENTRY: &str = "crates/sandbox/portals/react/app.jsx";

/// Bundles them into `target/portals`, with the module of the `dist/` of the moment.
pub fn bundle() -> Outcome {
    tools::ensure(&[Tool::Esbuild, Tool::React])?;
    let mut esbuild = Command::new(Tool::Esbuild.programs()?.join("esbuild"));
    esbuild
        .args([ENTRY, "--bundle", "--minify", "--format=esm", "--target=es2022"])
        .args(["--jsx=automatic", "--define:process.env.NODE_ENV=\"production\""])
        .args(["--legal-comments=none", "--log-level=warning"])
        .arg(format!("--alias:regain={}", module()?.display()))
        .arg(format!("--outfile={}", workspace::portals().join("react.js").display()))
        // Packages are looked for there, since none are beside the portal.
        .env("NODE_PATH", Tool::React.modules()?)
        .current_dir(workspace::root());
    process::run(&mut esbuild, &format!("bundling {ENTRY}"))
}

/// What the package gives, as built.
fn module() -> Outcome<PathBuf> {
    let assets = files::list(&workspace::dist().join("assets"))?;
    let is_module = |path: &PathBuf| {
        files::name(path).starts_with("module-") && path.extension().is_some_and(|end| end == "js")
    };
    let missing = || Failure::new("dist/ has no module: run `cargo xtask build`");
    assets.into_iter().find(is_module).ok_or_else(missing)
}
