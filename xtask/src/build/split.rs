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
        let stamp = Stamp::of(Path::new(input), Path::new(out), arguments)?;
        // Release builds are made anew, whatever is there.
        if stamp.is_there() && Path::new(out).ends_with("debug") {
            return Ok(());
        }
        stamp.remove()?;
        let main = split(Path::new(input), &Path::new(out).join(FOLDER), name)?;
        // The late wasm calls the main one through its table, which wasm-bindgen would hide.
        bindgen.arg("--keep-lld-exports").arg(main);
        bindgen.args(arguments.iter().filter(|argument| *argument != input));
        process::run(&mut bindgen, "wasm-bindgen")?;
        return stamp.put();
    }
    process::run(bindgen.args(arguments), "wasm-bindgen")
}

/// Tells which wasm the files of the last time were made of: Trunk asks for them again when only a
/// style or a text has changed.
struct Stamp {
    file: PathBuf,
    text: String,
}

impl Stamp {
    /// Names the wasm by time and length, and how it is turned into files.
    fn of(input: &Path, out: &Path, arguments: &[String]) -> Outcome<Self> {
        let failure = |error: std::io::Error| Failure::at(input, &error);
        let about = std::fs::metadata(input).map_err(failure)?;
        let changed = about.modified().map_err(failure)?;
        let tools = [Tool::WasmBindgen.programs()?, Tool::WasmSplit.programs()?];
        let text = format!("{changed:?} {} {tools:?} {arguments:?}", about.len());
        Ok(Self { file: out.join("made-of.txt"), text })
    }

    fn is_there(&self) -> bool {
        files::read_text(&self.file).is_ok_and(|text| text == self.text)
    }

    fn remove(&self) -> Outcome {
        files::remove(&self.file)
    }

    fn put(&self) -> Outcome {
        files::write(&self.file, self.text.as_bytes())
    }
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

#[cfg(test)]
mod tests {
    use super::Stamp;
    use crate::files;

    #[test]
    fn only_the_same_wasm_and_the_same_arguments_need_no_new_files() {
        let folder = std::env::temp_dir().join(format!("regain-stamp-{}", std::process::id()));
        let input = folder.join("app.wasm");
        files::write(&input, b"one").unwrap();
        let stamp = |arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
            Stamp::of(&input, &folder, &arguments).unwrap()
        };
        assert!(!stamp(&[]).is_there());

        stamp(&[]).put().unwrap();

        assert!(stamp(&[]).is_there());
        assert!(!stamp(&["--debug"]).is_there());
        files::write(&input, b"another").unwrap();
        assert!(!stamp(&[]).is_there());
        files::remove(&folder).unwrap();
    }
}
