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

/// A crate that is installed for its programs.
#[derive(Clone, Debug)]
pub struct Crate {
    /// Its name in the registry.
    pub name: &'static str,
    /// Exactly this version.
    pub version: String,
    /// How it is compiled.
    pub options: Options,
}

/// Puts a crate's programs into `place`: ready-made by cargo-binstall, whose program is at
/// `binstall`, and compiled where that is `None` or has none ready-made.
pub fn install_crate(wanted: &Crate, place: &Path, binstall: Option<&Path>) -> Outcome {
    let ready_made =
        |program| process::run(&mut binstalling(program, wanted, place), "cargo binstall");
    match binstall.map(ready_made) {
        Some(Ok(())) => Ok(()),
        Some(Err(failure)) => {
            println!("{failure}; {} is compiled instead", wanted.name);
            compile(wanted, place)
        }
        None => compile(wanted, place),
    }
}

/// Installs a ready-made program. It compiles nothing: [`compile`] does that sooner.
fn binstalling(program: &Path, wanted: &Crate, place: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args(["--no-confirm", "--disable-strategies", "compile", "--version", &wanted.version])
        .arg("--root")
        .arg(place)
        .arg(wanted.name)
        .current_dir(workspace::root());
    command
}

fn compile(wanted: &Crate, place: &Path) -> Outcome {
    let Crate { name, version, options } = wanted;
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

#[cfg(test)]
mod tests {
    use super::{Crate, Options, install_crate};
    use crate::files;
    use std::os::unix::fs::PermissionsExt;
    use std::path::{Path, PathBuf};

    fn wanted(name: &'static str) -> Crate {
        let options = Options { locked: true, features: "" };
        Crate { name, version: "1.2.3".to_owned(), options }
    }

    /// A program in place of cargo-binstall.
    fn fake(folder: &Path, script: &str) -> PathBuf {
        let program = folder.join("cargo-binstall");
        files::write(&program, format!("#!/bin/sh\n{script}\n").as_bytes()).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        program
    }

    #[test]
    fn a_ready_made_program_is_taken_in_the_version_that_is_wanted() {
        let folder = std::env::temp_dir().join(format!("regain-ready-{}", std::process::id()));
        let told = folder.join("told");
        let program = fake(&folder, &format!("echo \"$@\" > {}", told.display()));

        install_crate(&wanted("trunk"), &folder.join("place"), Some(&program)).unwrap();

        let told = files::read_text(&told).unwrap();
        let place = folder.join("place");
        assert!(told.contains("--version 1.2.3"), "{told}");
        assert!(told.contains(&format!("--root {} trunk", place.display())), "{told}");
        assert!(told.contains("--disable-strategies compile"), "{told}");
        files::remove(&folder).unwrap();
    }

    #[test]
    fn what_is_not_ready_made_is_compiled() {
        let folder = std::env::temp_dir().join(format!("regain-unready-{}", std::process::id()));
        let program = fake(&folder, "exit 1");

        // The registry can have no crate of this name: that cargo itself refuses it tells that it was asked.
        let failure = install_crate(&wanted("0"), &folder.join("place"), Some(&program));

        assert!(failure.unwrap_err().to_string().starts_with("installing 0 1.2.3 failed"));
        files::remove(&folder).unwrap();
    }
}
