//! The style sheets of our own page: `style/main.css` and what it imports, minified, for its head;
//! and `style/late.css`, which comes with the late wasm.

use super::digest;
use crate::failure::{Failure, Outcome};
use crate::tools::Tool;
use crate::{process, workspace};
use std::process::Command;

/// The minified style sheet and its hash for the policy.
#[derive(Clone, Debug)]
pub struct Style {
    /// The content of the style block.
    pub text: String,
    /// The policy's name for exactly this content.
    pub hash: String,
}

impl Style {
    /// The style block with this content.
    pub fn of(text: String) -> Self {
        Self { hash: digest::policy_hash(&text), text }
    }
}

/// Bundles `style/main.css`. An empty style while there is none.
pub fn bundle() -> Outcome<Style> {
    let entry = workspace::root().join("style/main.css");
    let text = if entry.is_file() { minify("style/main.css")? } else { String::new() };
    if text.contains("</") {
        return Err(Failure::new("style/main.css contains \"</\": that would end its own block"));
    }
    Ok(Style::of(text))
}

/// Bundles `style/late.css`.
pub fn late() -> Outcome<String> {
    minify("style/late.css")
}

pub(super) fn minify(entry: &str) -> Outcome<String> {
    let mut esbuild = Command::new(Tool::Esbuild.programs()?.join("esbuild"));
    esbuild
        .args([entry, "--bundle", "--minify", "--log-level=warning"])
        .args(["--charset=utf8", "--target=chrome111,firefox113,safari16.4"])
        .args(["--loader:.svg=dataurl", "--loader:.woff2=dataurl"])
        .current_dir(workspace::root());
    let text = process::read(&mut esbuild, &format!("bundling {entry}"))?;
    Ok(text.trim_end().to_owned())
}
