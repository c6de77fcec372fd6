//! The first screen as HTML, rendered natively from the app's own component.
//!
//! Trunk's hooks call it: [`compile_early`] while the wasm compiles, the others from `assemble`.

use crate::failure::{Failure, Outcome};
use crate::{process, workspace};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program that renders the first screen, compiled.
pub struct Prerender {
    program: PathBuf,
}

impl Prerender {
    /// Compiles the program when it is not of today. `profile` is Trunk's: `debug` or `release`.
    pub fn compile(profile: &str) -> Outcome<Self> {
        let mut cargo = process::cargo(&["build", "--quiet", "--package", "regain"]);
        cargo
            .args(["--no-default-features", "--features", "prerender", "--bin", "prerender"])
            .args(["--message-format", "json-render-diagnostics"]);
        if profile != "release" {
            // A folder of its own: cargo lets only one build at a time into a folder, and Trunk
            // compiles the wasm at the same time.
            cargo.args(["--profile", "page", "--target-dir"]);
            cargo.arg(workspace::target().join("prerender"));
        }
        let messages = process::read(&mut cargo, "compiling the first screen")?;
        let program = executable(&messages)
            .ok_or_else(|| Failure::new("cargo has told no program of the first screen"))?;
        Ok(Self { program })
    }

    /// Renders the first screen in a language.
    pub fn first_screen(&self, locale: &str) -> Outcome<String> {
        self.run(locale)
    }

    /// The names of the languages by their tags as JSON, in the order of the menu.
    pub fn languages(&self) -> Outcome<String> {
        self.run("--languages")
    }

    fn run(&self, argument: &str) -> Outcome<String> {
        let mut program = Command::new(&self.program);
        program.arg(argument).current_dir(workspace::root());
        let text = process::read(&mut program, &format!("prerender {argument}"))?;
        Ok(text.trim().to_owned())
    }
}

/// Compiles the program while Trunk compiles the wasm. Release builds wait: they compile one after
/// the other, in one folder.
pub fn compile_early() -> Outcome {
    match std::env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => Ok(()),
        _ => Prerender::compile("debug").map(drop),
    }
}

/// The path of the program in cargo's messages.
fn executable(messages: &str) -> Option<PathBuf> {
    let of_line = |line: &str| {
        let message: Value = serde_json::from_str(line).ok()?;
        let path = message.get("executable")?.as_str()?;
        let is_it = Path::new(path).file_stem()? == "prerender";
        is_it.then(|| PathBuf::from(path))
    };
    messages.lines().find_map(of_line)
}

#[cfg(test)]
mod tests {
    use super::executable;
    use std::path::Path;

    #[test]
    fn the_program_is_found_in_the_messages_of_cargo() {
        let messages = "{\"reason\":\"compiler-artifact\",\"executable\":null}\n\
             {\"reason\":\"compiler-artifact\",\"executable\":\"/t/page/prerender\"}\n\
             {\"reason\":\"build-finished\",\"success\":true}\n";

        assert_eq!(executable(messages).as_deref(), Some(Path::new("/t/page/prerender")));
        assert_eq!(executable(""), None);
    }
}
