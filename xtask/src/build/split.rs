//! `cargo xtask bindgen`: splits what the linker made into the main wasm and the late one, and then
//! calls wasm-bindgen on the main one.
//!
//! Trunk calls it in place of wasm-bindgen, through `xtask/bin/wasm-bindgen`: it knows nothing of
//! split wasm, and its hooks run before the compiler or after wasm-bindgen.

use crate::failure::{Failure, Outcome};
use crate::tools::{self, Tool};
use crate::{files, process, workspace};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the split files inside the one that wasm-bindgen writes to.
const FOLDER: &str = "split";

/// Stands in for wasm-bindgen. Anything but the build of a wasm is handed through.
pub fn bindgen(arguments: &[String]) -> Outcome {
    tools::ensure(&[Tool::WasmBindgen, Tool::WasmSplit])?;
    let value = |name: &str| arguments.iter().find_map(|argument| argument.strip_prefix(name));
    let input = arguments.iter().find(|argument| argument.ends_with(".wasm"));
    let mut bindgen = Command::new(Tool::WasmBindgen.programs()?.join("wasm-bindgen"));
    if let (Some(input), Some(out), Some(name)) = (input, value("--out-dir="), value("--out-name="))
    {
        let main = split(Path::new(input), &Path::new(out).join(FOLDER), name)?;
        // The late wasm calls the main one through its table, which wasm-bindgen would hide.
        bindgen.arg("--keep-lld-exports").arg(main);
        bindgen.args(arguments.iter().filter(|argument| *argument != input));
    } else {
        bindgen.args(arguments);
    }
    process::run(&mut bindgen, "wasm-bindgen")
}

/// Splits a wasm and returns the path of the main one.
fn split(input: &Path, folder: &Path, name: &str) -> Outcome<PathBuf> {
    files::remove(folder)?;
    let mut split = Command::new(Tool::WasmSplit.programs()?.join("wasm-split-cli"));
    split.arg(input).arg(folder).args(["--target", "web", "--out-name", name]);
    process::run(&mut split, "splitting the wasm")?;
    Ok(folder.join(format!("{name}.wasm")))
}

/// The wasm of the late steps that belongs to the staged one, optimised in release builds.
pub fn late_wasm(profile: &str) -> Outcome<Vec<u8>> {
    let folder = workspace::target().join("wasm-bindgen").join(profile).join(FOLDER);
    let late = folder.join("split_late.wasm");
    let others = |path: &&PathBuf| files::name(path).starts_with("chunk_");
    if !late.is_file() || files::list(&folder)?.iter().find(others).is_some() {
        return Err(Failure::new(format!(
            "{} does not hold exactly one late wasm; is xtask/bin first on Trunk's PATH? See \
             `cargo xtask tools`",
            folder.display()
        )));
    }
    if profile != "release" {
        return files::read(&late);
    }
    let optimised = folder.join("late.wasm");
    let mut opt = Command::new(Tool::Binaryen.programs()?.join("wasm-opt"));
    // As index.html says for the main one.
    opt.args(["--one-caller-inline-max-function-size=50", "-Oz", "--flatten", "--rereloop", "-Oz"])
        .args(["--flatten", "--rereloop", "-Oz"])
        .arg(&late)
        .arg("-o")
        .arg(&optimised);
    process::run_quietly(&mut opt, "wasm-opt of the late wasm")?;
    files::read(&optimised)
}
