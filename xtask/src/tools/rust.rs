//! Tools that come from Rust itself: the wasm target, and crates with programs.

use crate::failure::{Failure, Outcome};
use crate::{process, workspace};
use std::path::Path;
use std::process::Command;

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Installs the wasm standard library when it is missing.
pub fn ensure_wasm_target() -> Outcome {
    let mut rustc = Command::new("rustc");
    rustc
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .current_dir(workspace::root());
    if Path::new(process::read(&mut rustc, "asking rustc for the wasm target")?.trim()).is_dir() {
        return Ok(());
    }
    if !process::exists("rustup") {
        return Err(Failure::new(format!(
            "this Rust has no {WASM_TARGET} standard library and no rustup to add it: install \
             Rust with rustup from https://rustup.rs"
        )));
    }
    println!("Installing the {WASM_TARGET} standard library (only once)");
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", WASM_TARGET]).current_dir(workspace::root());
    process::run(&mut rustup, &format!("rustup target add {WASM_TARGET}"))
}

/// How a crate is installed.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// With the versions of its own lock file.
    pub locked: bool,
    /// With these features, besides the default ones.
    pub features: &'static str,
}

/// Compiles a crate's programs into `place`.
pub fn install_crate(name: &str, version: &str, options: Options, place: &Path) -> Outcome {
    let mut cargo = process::cargo(&["install", name, "--version", version, "--root"]);
    cargo.arg(place).args(["--features", options.features]);
    if options.locked {
        cargo.arg("--locked");
    }
    // A tool that runs for seconds need not be optimised for minutes.
    cargo
        .env("CARGO_PROFILE_RELEASE_LTO", "false")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        // Its target folder is a temporary one: nothing of it belongs into the checkout.
        .env_remove("CARGO_TARGET_DIR");
    process::run(&mut cargo, &format!("installing {name} {version}"))
}
