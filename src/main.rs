//! The wasm itself. Does nothing on its own: the loader calls what `regain` exports.

#[cfg(feature = "csr")]
pub use regain::{Mounted, mount};

fn main() {}
