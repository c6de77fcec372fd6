//! The build tools: which ones, where they are, and how a missing one is installed.
//!
//! They live in a per-user cache, one folder per version, never in the checkout. Used by every
//! command that builds; `cargo xtask tools` prints the line that puts them on PATH.

mod cache;
mod debian;
mod node;
mod on_path;
mod rust;

pub use debian::{Package, install_packages, missing_packages};

use crate::failure::{Failure, Outcome};
use crate::{process, workspace};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::thread::{self, ScopedJoinHandle};

/// A tool that is installed into the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Builds the page.
    Trunk,
    /// `wasm-bindgen` and its test runner, of exactly the version in `Cargo.lock`.
    WasmBindgen,
    /// Splits the wasm of the late steps off.
    WasmSplit,
    /// `wasm-opt`.
    Binaryen,
    /// Bundles and minifies the script and the style.
    Esbuild,
    /// Checks the types of the loader. Only for tests.
    TypeScript,
    /// React and a router for it, which one of the demo portals is made of.
    React,
    /// Drives Firefox. Only for tests.
    Geckodriver,
    /// Judges accessibility inside the page. Only for tests.
    AxeCore,
}

/// Everything that a build needs.
pub const FOR_BUILDS: [Tool; 5] =
    [Tool::Trunk, Tool::WasmBindgen, Tool::WasmSplit, Tool::Binaryen, Tool::Esbuild];

const ESBUILD: &[&str] = &["esbuild@0.27.7"];
const BINARYEN: &[&str] = &["binaryen@132.0.0"];
const TYPESCRIPT: &[&str] = &["typescript@7.0.2"];
const AXE: &[&str] = &["axe-core@4.14.1"];
const REACT: &[&str] = &["react@19.3.1", "react-dom@19.3.1", "react-router@7.18.7"];

/// Where a tool comes from.
enum Source {
    /// A crate with programs.
    Crate(rust::Crate),
    /// npm packages, each with its version.
    Packages(&'static [&'static str]),
}

impl Tool {
    /// The folder in the cache: name and version.
    fn folder(self) -> Outcome<String> {
        Ok(match self {
            Self::Trunk => "trunk-0.21.14".to_owned(),
            Self::WasmBindgen => format!("wasm-bindgen-{}", Self::bindgen_version()?),
            Self::WasmSplit => "wasm-split-0.2.4".to_owned(),
            Self::Binaryen => "binaryen-132".to_owned(),
            Self::Esbuild => "esbuild-0.27".to_owned(),
            Self::TypeScript => "typescript-7.0.2".to_owned(),
            Self::Geckodriver => "geckodriver-0.37".to_owned(),
            Self::React => "react-19.3".to_owned(),
            Self::AxeCore => "axe-core-4.14.1".to_owned(),
        })
    }

    fn source(self) -> Outcome<Source> {
        Ok(match self {
            // 0.22 wants a newer compiler than the one in rust-toolchain.toml.
            Self::Trunk => program("trunk", "0.21.14"),
            // Not locked: its own lock file names a version that was withdrawn.
            Self::WasmBindgen => Source::Crate(rust::Crate {
                name: "wasm-bindgen-cli",
                version: Self::bindgen_version()?,
                options: rust::Options { locked: false, features: "" },
            }),
            Self::WasmSplit => Source::Crate(rust::Crate {
                name: "wasm_split_cli_support",
                version: "0.2.4".into(),
                options: rust::Options { locked: true, features: "build-binary" },
            }),
            Self::Binaryen => Source::Packages(BINARYEN),
            Self::Esbuild => Source::Packages(ESBUILD),
            Self::TypeScript => Source::Packages(TYPESCRIPT),
            Self::React => Source::Packages(REACT),
            Self::AxeCore => Source::Packages(AXE),
            Self::Geckodriver => program("geckodriver", "0.37.1"),
        })
    }

    fn bindgen_version() -> Outcome<String> {
        workspace::locked_version("wasm-bindgen")
    }

    /// The programs by which a tool on PATH is known, and the version that their `--version` names.
    /// None for tools that are no programs or do not tell their version.
    fn on_path(self) -> Outcome<Option<(&'static [&'static str], String)>> {
        let known: (&'static [&'static str], String) = match self {
            Self::Trunk => (&["trunk"], "0.21.14".to_owned()),
            Self::WasmBindgen => {
                (&["wasm-bindgen", "wasm-bindgen-test-runner"], Self::bindgen_version()?)
            }
            Self::Binaryen => (&["wasm-opt"], "132".to_owned()),
            Self::Esbuild => (&["esbuild"], "0.27.7".to_owned()),
            Self::Geckodriver => (&["geckodriver"], "0.37.1".to_owned()),
            Self::WasmSplit | Self::TypeScript | Self::React | Self::AxeCore => return Ok(None),
        };
        Ok(Some(known))
    }

    /// Whether the cache has the tool.
    fn is_cached(self) -> Outcome<bool> {
        Ok(cache::folder()?.join(self.folder()?).is_dir())
    }

    /// The folder on PATH that has the tool in the right version.
    fn folder_on_path(self) -> Outcome<Option<PathBuf>> {
        let own = workspace::root().join("xtask/bin");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let known = self.on_path()?;
        Ok(known.and_then(|(programs, version)| on_path::find(&path, &own, programs, &version)))
    }

    /// The folder with the tool's programs: in the cache, or else on PATH. It may not exist yet.
    pub fn programs(self) -> Outcome<PathBuf> {
        if !self.is_cached()?
            && let Some(folder) = self.folder_on_path()?
        {
            return Ok(folder);
        }
        Ok(match self.source()? {
            Source::Crate(_) => cache::folder()?.join(self.folder()?).join("bin"),
            Source::Packages(_) => self.modules()?.join(".bin"),
        })
    }

    /// The folder with what npm has installed for the tool. It may not exist yet.
    pub fn modules(self) -> Outcome<PathBuf> {
        Ok(cache::folder()?.join(self.folder()?).join("node_modules"))
    }
}

/// A crate that is installed as its authors have tried it.
fn program(name: &'static str, version: &str) -> Source {
    let options = rust::Options { locked: true, features: "" };
    Source::Crate(rust::Crate { name, version: version.to_owned(), options })
}

/// The folder of all per-user caches, for programs that look for our tools themselves.
pub fn user_caches() -> Outcome<PathBuf> {
    cache::caches()
}

/// How many tools are installed at the same time: a crate compiles on one core for most of its time.
const AT_ONCE: usize = 2;

/// Installs what is missing of `tools`, and the wasm target. A tool that is on PATH in the right
/// version is not missing.
///
/// Fails with one line when Rust, Node or the network is missing.
pub fn ensure(tools: &[Tool]) -> Outcome {
    rust::ensure_wasm_target()?;
    node::ensure()?;
    let mut missing = Vec::new();
    for tool in tools {
        if !tool.is_cached()? && tool.folder_on_path()?.is_none() {
            missing.push(*tool);
        }
    }
    let missing = Mutex::new(missing.into_iter());
    let next = || missing.lock().ok().and_then(|mut missing| missing.next());
    let worker = || std::iter::from_fn(next).try_for_each(install);
    thread::scope(|scope| {
        let workers = [(); AT_ONCE].map(|()| scope.spawn(worker));
        let ended = |one: ScopedJoinHandle<'_, Outcome>| {
            one.join().unwrap_or_else(|_| Err(Failure::new("the installation of a tool broke off")))
        };
        workers.map(ended).into_iter().collect()
    })
}

fn install(tool: Tool) -> Outcome {
    let folder = tool.folder()?;
    println!("Installing {folder} into {} (only once)", cache::folder()?.display());
    cache::install(&folder, |place| match tool.source()? {
        Source::Crate(wanted) => {
            rust::install_crate(&wanted, place, process::find("cargo-binstall").as_deref())
        }
        Source::Packages(packages) => node::install_packages(packages, place),
    })
}

/// The folders for PATH: that of our stand-in for wasm-bindgen first, then those of the build tools.
fn folders() -> Outcome<Vec<PathBuf>> {
    let tools = FOR_BUILDS.into_iter().map(Tool::programs);
    std::iter::once(Ok(workspace::root().join("xtask/bin"))).chain(tools).collect()
}

/// PATH with the programs of the build tools in front.
pub fn path() -> Outcome<OsString> {
    let mut folders = folders()?;
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    std::env::join_paths(folders)
        .map_err(|error| Failure::new(format!("PATH cannot be extended: {error}")))
}

/// Makes a command that runs Trunk in the checkout, with every build tool on its PATH.
pub fn trunk(arguments: &[&str]) -> Outcome<Command> {
    let mut command = Command::new(Tool::Trunk.programs()?.join("trunk"));
    command
        .args(arguments)
        .current_dir(workspace::root())
        .env("PATH", path()?)
        .envs(std::env::current_exe().ok().map(|own| ("REGAIN_XTASK", own)))
        // Trunk takes NO_COLOR for a boolean and refuses the usual value.
        .env_remove("NO_COLOR")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // A failed build is told in lines, not in frames of Trunk.
        .env("RUST_BACKTRACE", "0");
    Ok(command)
}

/// `cargo xtask tools`: installs the build tools and prints the line for the shell.
pub fn print_path() -> Outcome {
    ensure(&FOR_BUILDS)?;
    let folders: Vec<String> =
        folders()?.iter().map(|folder| folder.display().to_string()).collect();
    println!("# Puts the build tools on PATH, so that `trunk serve` works by itself:");
    println!("export PATH=\"{}:$PATH\"", folders.join(":"));
    Ok(())
}
