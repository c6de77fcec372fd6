//! The first screen as HTML, rendered natively from the app's own component.

use crate::failure::Outcome;
use crate::{process, workspace};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

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
    let mut program = Command::new(program()?);
    let text = process::read(program.arg(argument), &format!("prerender {argument}"))?;
    Ok(text.trim().to_owned())
}

/// The program that renders. Cargo is asked once for each page, not once for each language: it takes
/// longer to find that nothing has changed than the program takes to render.
fn program() -> Outcome<PathBuf> {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    if let Some(program) = BUILT.get() {
        return Ok(program.clone());
    }
    let mut cargo = process::cargo(&["build", "--quiet", "--package", "regain"]);
    cargo.args(["--no-default-features", "--features", "prerender", "--bin", "prerender"]);
    process::run(&mut cargo, "building the renderer of the first screen")?;
    let program = workspace::target().join("debug/prerender");
    Ok(BUILT.get_or_init(|| program).clone())
}
