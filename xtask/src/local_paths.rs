//! Keeps the folders of the builder's machine out of everything that is released: what is built is the
//! same wherever it is built (BLD-02), and tells nobody who built it.
//!
//! `remap` gives the compiler's flags for it; `search` looks for what got through. Called by the commands
//! that make what is released. Never changes a file.

use crate::failure::{Failure, Outcome};
use crate::{files, process, workspace};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders of this machine, absolute and without a slash at their ends.
pub struct Folders {
    home: String,
    cargo: String,
    /// Rust's own folder, with the standard library in it.
    sysroot: String,
    root: String,
    target: String,
}

/// What rustc says of itself.
struct Rustc {
    sysroot: String,
    /// The triple of this machine.
    host: String,
    /// The commit that it was built from.
    commit: String,
}

/// Adds flags to a call of cargo, or of a program that calls it, that take the folders of this machine
/// out of what is compiled for `target` (for this machine, if that is `None`). They come on top of the
/// flags of `.cargo/config.toml`.
pub fn remap(command: &mut Command, target: Option<&str>) -> Outcome {
    let rustc = Rustc::ask()?;
    let triple = target.unwrap_or(&rustc.host).to_uppercase().replace('-', "_");
    let flags = Folders::of(&rustc).flags(&rustc.commit);
    command.env(format!("CARGO_TARGET_{triple}_RUSTFLAGS"), flags.join(" "));
    Ok(())
}

/// Fails when one of these files holds the path of a folder of this machine, and names both. Looks into
/// `.br` and `.gz`, too.
pub fn search(paths: impl IntoIterator<Item = PathBuf>) -> Outcome {
    let folders = Folders::of(&Rustc::ask()?);
    for path in paths {
        if let Some(found) = folders.in_bytes(&unpacked(&path)?) {
            return Err(Failure::new(format!(
                "{} holds {found:?}, a path of this machine: see xtask/src/local_paths.rs",
                path.display()
            )));
        }
    }
    Ok(())
}

impl Rustc {
    fn ask() -> Outcome<Self> {
        let ask = |arguments: &[&str]| {
            let mut rustc = Command::new("rustc");
            rustc.args(arguments).current_dir(workspace::root());
            process::read(&mut rustc, "asking rustc about itself")
        };
        let about = ask(&["--version", "--verbose"])?;
        let line = |name: &str| {
            let value = about.lines().find_map(|line| line.strip_prefix(name));
            value.unwrap_or_default().to_owned()
        };
        Ok(Self {
            sysroot: ask(&["--print", "sysroot"])?.trim().to_owned(),
            host: line("host: "),
            commit: line("commit-hash: "),
        })
    }
}

impl Folders {
    fn of(rustc: &Rustc) -> Self {
        let variable = |name| std::env::var(name).unwrap_or_default();
        let home = variable("HOME");
        let cargo = match variable("CARGO_HOME") {
            none if none.is_empty() => format!("{home}/.cargo"),
            cargo => cargo,
        };
        let text = |path: PathBuf| path.display().to_string();
        let (root, target) = (text(workspace::root()), text(workspace::target()));
        Self { home, cargo, sysroot: rustc.sysroot.clone(), root, target }
    }

    /// Flags for rustc. Of several that fit a path, rustc takes the last.
    fn flags(&self, commit: &str) -> Vec<String> {
        let Self { cargo, sysroot, root, target, .. } = self;
        let parts = [
            (format!("{root}/"), String::new()),
            (format!("{target}/"), "target/".to_owned()),
            (format!("{cargo}/git/checkouts/"), String::new()),
            (format!("{cargo}/registry/src/"), String::new()),
            // With the component rust-src, rustc finds the source of the standard library here and names
            // that place. Without, it names this one.
            (format!("{sysroot}/lib/rustlib/src/rust"), format!("/rustc/{commit}")),
        ];
        // Cargo parts the flags of its variable at spaces. A folder with a space in its name stays as
        // it is, and the search finds it.
        let parts = parts.into_iter().filter(|(from, _)| !from.contains(' '));
        parts.map(|(from, to)| format!("--remap-path-prefix={from}={to}")).collect()
    }

    /// The first folder whose path stands in `bytes`.
    fn in_bytes(&self, bytes: &[u8]) -> Option<&str> {
        let folders = [&self.root, &self.target, &self.cargo, &self.sysroot, &self.home];
        // A machine may have no home folder, or the top one: its path is in every path.
        let mut folders = folders.into_iter().filter(|folder| folder.len() > 1);
        folders.find(|folder| contains(bytes, format!("{folder}/").as_bytes())).map(String::as_str)
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The content of a file, unpacked if its name says that it is compressed.
fn unpacked(path: &Path) -> Outcome<Vec<u8>> {
    let bytes = files::read(path)?;
    let mut content = Vec::new();
    let read = match path.extension().and_then(|end| end.to_str()) {
        Some("br") => brotli::BrotliDecompress(&mut &*bytes, &mut content),
        Some("gz") => flate2::read::GzDecoder::new(&*bytes).read_to_end(&mut content).map(|_| ()),
        _ => return Ok(bytes),
    };
    read.map(|()| content).map_err(|error| Failure::at(path, &error))
}

#[cfg(test)]
mod tests {
    use super::{Folders, Rustc, contains, unpacked};
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    fn folders() -> Folders {
        let text = str::to_owned;
        Folders {
            home: text("/home/ada"),
            cargo: text("/opt/cargo"),
            sysroot: text("/opt/rust"),
            root: text("/src/regain"),
            target: text("/tmp/target"),
        }
    }

    fn temporary(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("regain-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// BLD-02: nothing that is released has a path of the builder in it, whichever folder it is below.
    #[test]
    fn every_folder_of_the_builder_is_found() {
        let folders = folders();

        for path in [
            "/home/ada/.rustup/toolchains/stable/lib/rustlib/src/rust/library/core/src/cell.rs",
            "/opt/cargo/registry/src/index.crates.io-1/leptos/src/lib.rs",
            "/opt/rust/lib/rustlib/src/rust/library/core/src/cell.rs",
            "/src/regain/src/main.rs",
            "/tmp/target/release/build/regain-1/out/keys.rs",
        ] {
            let bytes = format!("\0asm…{path}…").into_bytes();
            assert!(folders.in_bytes(&bytes).is_some(), "{path}");
        }
        let clean = b"/rustc/59807616/library/core/src/cell.rs src/main.rs /home/adam/a.rs";
        assert_eq!(folders.in_bytes(clean), None);
    }

    /// BLD-02: compressed files are unpacked before they are searched.
    #[test]
    fn compressed_files_are_searched_too() {
        let folder = temporary("search");
        let text = b"/home/ada/secret.rs ".repeat(50);
        let (br, gz) = (folder.join("a.js.br"), folder.join("a.js.gz"));
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut &*text, &mut packed, &Default::default()).unwrap();
        std::fs::write(&br, packed).unwrap();
        let file = std::fs::File::create(&gz).unwrap();
        let mut encoder = flate2::write::GzEncoder::new(file, flate2::Compression::best());
        std::io::Write::write_all(&mut encoder, &text).unwrap();
        encoder.finish().unwrap();

        let found = [&br, &gz].map(|path| folders().in_bytes(&unpacked(path).unwrap()).is_some());

        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, [true, true]);
    }

    /// Compiles a program that can panic inside of the standard library, and returns the wasm.
    fn compile(folder: &Path, sysroot: &Path, flags: &[String]) -> Vec<u8> {
        let (source, wasm) = (folder.join("cells.rs"), folder.join("cells.wasm"));
        let program = "fn main() { let args = std::env::args().count(); \
            let lazy = std::cell::LazyCell::new(move || { if args > 3 { panic!() } args }); \
            println!(\"{}\", *lazy) }";
        std::fs::write(&source, program).unwrap();
        let mut rustc = Command::new("rustc");
        rustc.args(["--edition=2024", "--target=wasm32-unknown-unknown", "-O", "-Cpanic=abort"]);
        rustc.arg("--sysroot").arg(sysroot).args(flags).arg(&source).arg("-o").arg(&wasm);
        let made = rustc.current_dir(crate::workspace::root()).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        std::fs::read(wasm).unwrap()
    }

    /// BLD-02: a builder who has the component rust-src, and one who has not, make the same file.
    #[test]
    fn the_source_of_the_standard_library_leaves_no_path() {
        let rustc = Rustc::ask().unwrap();
        let folder = temporary("sysroot");
        let sysroot = folder.join("rust");
        // What the component would bring: rustc looks for this file only.
        let library = sysroot.join("lib/rustlib/src/rust/library/std/src");
        std::fs::create_dir_all(&library).unwrap();
        std::fs::write(library.join("lib.rs"), "").unwrap();
        let target = "lib/rustlib/wasm32-unknown-unknown";
        symlink(Path::new(&rustc.sysroot).join(target), sysroot.join(target)).unwrap();
        let with = Folders { sysroot: sysroot.display().to_string(), ..folders() };

        let without = compile(&folder, Path::new(&rustc.sysroot), &[]);
        let plain = compile(&folder, &sysroot, &[]);
        let remapped = compile(&folder, &sysroot, &with.flags(&rustc.commit));

        std::fs::remove_dir_all(&folder).unwrap();
        assert!(
            contains(&plain, with.sysroot.as_bytes()),
            "this shows nothing: no path without flags"
        );
        assert_eq!(with.in_bytes(&remapped), None);
        assert!(remapped == without, "the file is another one than without rust-src");
    }

    #[test]
    fn a_folder_with_a_space_gives_no_half_flag() {
        let folders = Folders { cargo: "/home/ada l/.cargo".to_owned(), ..folders() };

        let flags = folders.flags("59807616");

        assert_eq!(flags.len(), 3);
        assert!(flags.iter().all(|flag| !flag.contains(' ')), "{flags:?}");
    }
}
