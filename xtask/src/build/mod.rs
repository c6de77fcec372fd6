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
mod keys;
mod messages;
mod names;
mod page;
mod portals;
mod prerender;
mod script;
mod split;
mod style;

pub use assemble::assemble;
pub use keys::{renew as renew_keys, with_keys};
pub use portals::bundle as bundle_portals;
pub use prerender::compile_early as prerender_early;
pub use split::bindgen;

use crate::failure::{Failure, Outcome};
use crate::{files, local_paths, process, size, tools, workspace};

/// What the page is compiled for.
const WASM: &str = "wasm32-unknown-unknown";

/// Builds `dist/` in release mode, compresses it and prints its sizes. Fails when a path of this machine
/// got into it.
pub fn build() -> Outcome {
    tools::ensure(&tools::FOR_BUILDS)?;
    let manifest = workspace::root().join("index.html");
    if !manifest.is_file() {
        return Err(Failure::new(format!("{} is missing", manifest.display())));
    }
    let mut trunk = tools::trunk(&["build", "--release"])?;
    trunk.env_remove(keys::VARIABLE);
    local_paths::remap(&mut trunk, Some(WASM))?;
    process::run(&mut trunk, "trunk build --release")?;
    compress::compress_folder(&workspace::dist())?;
    local_paths::search(files::walk(&workspace::dist())?)?;
    bundle_portals()?;
    println!("\n{}", size::measure()?);
    Ok(())
}
