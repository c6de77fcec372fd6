//! `cargo xtask build`: the release `dist/`, compressed, with its table of sizes.
//!
//! Trunk compiles the wasm and then calls `cargo xtask assemble` as its hook, so that
//! `trunk build` and `trunk serve` give the same page as this command.

mod assemble;
mod asset;
mod compress;
mod digest;
mod element_style;
mod glue;
mod messages;
mod names;
mod page;
mod portals;
mod prerender;
mod script;
mod split;
mod style;

pub use assemble::assemble;
pub use portals::bundle as bundle_portals;
pub use split::bindgen;

use crate::failure::{Failure, Outcome};
use crate::{process, size, tools, workspace};

/// Builds `dist/` in release mode, compresses it and prints its sizes.
pub fn build() -> Outcome {
    tools::ensure(&tools::FOR_BUILDS)?;
    let manifest = workspace::root().join("index.html");
    if !manifest.is_file() {
        return Err(Failure::new(format!("{} is missing", manifest.display())));
    }
    let mut trunk = tools::trunk(&["build", "--release"])?;
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_local_paths());
    process::run(&mut trunk, "trunk build --release")?;
    compress::compress_folder(&workspace::dist())?;
    bundle_portals()?;
    println!("\n{}", size::measure()?);
    Ok(())
}

/// Takes the folders of this machine out of the places that panics name: the wasm is the same
/// wherever it is built (BLD-02). Added to the flags of `.cargo/config.toml`.
fn without_local_paths() -> String {
    let home = std::env::var("CARGO_HOME")
        .or_else(|_| std::env::var("HOME").map(|home| home + "/.cargo"))
        .unwrap_or_default();
    // Flags stand in one variable, parted by spaces: a folder with one in it is left as it is.
    if home.is_empty() || home.contains(' ') {
        return String::new();
    }
    format!("--remap-path-prefix={home}/registry/src/=")
}
