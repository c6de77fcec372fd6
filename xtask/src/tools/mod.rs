//! The build tools: which ones, where they are, and how a missing one is installed.
//!
//! They live in a per-user cache, one folder per version, never in the checkout. Used by every
//! command that builds; `cargo xtask tools` prints the line that puts them on PATH.

mod cache;
mod debian;
mod node;
mod rust;

pub use debian::{Package, install_packages, missing_packages};

use crate::failure::{Failure, Outcome};
use crate::workspace;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// A tool that is installed into the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Builds the page.
    Trunk,
    /// `wasm-bindgen` and its test runner, of exactly the version in `Cargo.lock`.
    WasmBindgen,
    /// `wasm-opt`.
    Binaryen,
    /// Bundles and minifies the script and the style.
    Esbuild,
    /// Drives Firefox. Only for tests.
    Geckodriver,
    /// Judges accessibility inside the page. Only for tests.
    AxeCore,
}

/// Everything that a build needs.
pub const FOR_BUILDS: [Tool; 4] = [Tool::Trunk, Tool::WasmBindgen, Tool::Binaryen, Tool::Esbuild];

/// Where a tool comes from.
enum Source {
    /// A crate with programs.
    Crate { name: &'static str, version: String, locked: bool },
    /// An npm package with programs.
    Package { name: &'static str, version: &'static str },
}

impl Tool {
    /// The folder in the cache: name and version.
    fn folder(self) -> Outcome<String> {
        Ok(match self {
            Self::Trunk => "trunk-0.21.14".to_owned(),
            Self::WasmBindgen => format!("wasm-bindgen-{}", Self::bindgen_version()?),
            Self::Binaryen => "binaryen-132".to_owned(),
            Self::Esbuild => "esbuild-0.27".to_owned(),
            Self::Geckodriver => "geckodriver-0.37".to_owned(),
            Self::AxeCore => "axe-core-4.14.1".to_owned(),
        })
    }

    fn source(self) -> Outcome<Source> {
        Ok(match self {
            // 0.22 wants a newer compiler than the one in rust-toolchain.toml.
            Self::Trunk => Source::Crate { name: "trunk", version: "0.21.14".into(), locked: true },
            // Not locked: its own lock file names a version that was withdrawn.
            Self::WasmBindgen => Source::Crate {
                name: "wasm-bindgen-cli",
                version: Self::bindgen_version()?,
                locked: false,
            },
            Self::Binaryen => Source::Package { name: "binaryen", version: "132.0.0" },
            Self::Esbuild => Source::Package { name: "esbuild", version: "0.27.7" },
            Self::AxeCore => Source::Package { name: "axe-core", version: "4.14.1" },
            Self::Geckodriver => {
                Source::Crate { name: "geckodriver", version: "0.37.1".into(), locked: true }
            }
        })
    }

    fn bindgen_version() -> Outcome<String> {
        workspace::locked_version("wasm-bindgen")
    }

    /// The folder with the tool's programs. It may not exist yet.
    pub fn programs(self) -> Outcome<PathBuf> {
        let folder = cache::folder()?.join(self.folder()?);
        Ok(match self.source()? {
            Source::Crate { .. } => folder.join("bin"),
            Source::Package { .. } => folder.join("node_modules").join(".bin"),
        })
    }
}

/// The folder of all per-user caches, for programs that look for our tools themselves.
pub fn user_caches() -> Outcome<PathBuf> {
    cache::caches()
}

/// Installs what is missing of `tools`, and the wasm target.
///
/// Fails with one line when Rust, Node or the network is missing.
pub fn ensure(tools: &[Tool]) -> Outcome {
    rust::ensure_wasm_target()?;
    node::ensure()?;
    for tool in tools {
        let folder = tool.folder()?;
        if cache::folder()?.join(&folder).is_dir() {
            continue;
        }
        println!("Installing {folder} into {} (only once)", cache::folder()?.display());
        match tool.source()? {
            Source::Crate { name, version, locked } => {
                cache::install(&folder, |place| rust::install_crate(name, &version, locked, place))?
            }
            Source::Package { name, version } => {
                cache::install(&folder, |place| node::install_package(name, version, place))?;
            }
        }
    }
    Ok(())
}

/// PATH with the programs of the build tools in front.
pub fn path() -> Outcome<OsString> {
    let mut folders =
        FOR_BUILDS.into_iter().map(Tool::programs).collect::<Outcome<Vec<PathBuf>>>()?;
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
    let folders = FOR_BUILDS
        .into_iter()
        .map(|tool| Ok(tool.programs()?.display().to_string()))
        .collect::<Outcome<Vec<String>>>()?;
    println!("# Puts the build tools on PATH, so that `trunk serve` works by itself:");
    println!("export PATH=\"{}:$PATH\"", folders.join(":"));
    Ok(())
}
