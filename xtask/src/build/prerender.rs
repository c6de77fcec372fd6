//! The first screen as HTML, rendered natively from the app's own component.

use crate::failure::Outcome;
use crate::{process, workspace};

/// Renders the first screen in a language. Empty while the app has no program for it.
pub fn first_screen(locale: &str) -> Outcome<String> {
    if !workspace::root().join("src/bin/prerender.rs").is_file() {
        return Ok(String::new());
    }
    prerender(locale)
}

/// The names of the languages by their tags as JSON, in the order of the menu.
pub fn languages() -> Outcome<String> {
    prerender("--languages")
}

fn prerender(argument: &str) -> Outcome<String> {
    let mut cargo = process::cargo(&["run", "--quiet", "--package", "regain"]);
    cargo
        .args(["--no-default-features", "--features", "prerender", "--bin", "prerender"])
        .args(["--", argument]);
    let text = process::read(&mut cargo, &format!("prerender {argument}"))?;
    Ok(text.trim().to_owned())
}
