//! The first screen as HTML, rendered natively from the app's own component.

use crate::failure::Outcome;
use crate::{process, workspace};

/// Renders the first screen in a language. Empty while the app has no program for it.
pub fn first_screen(locale: &str) -> Outcome<String> {
    if !workspace::root().join("src/bin/prerender.rs").is_file() {
        return Ok(String::new());
    }
    let mut cargo = process::cargo(&["run", "--quiet", "--package", "regain"]);
    cargo
        .args(["--no-default-features", "--features", "prerender", "--bin", "prerender"])
        .args(["--", locale]);
    let html = process::read(&mut cargo, &format!("rendering the first screen in {locale}"))?;
    Ok(html.trim().to_owned())
}
