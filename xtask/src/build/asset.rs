//! A file of `dist/assets`: its name carries the hash of its content, so it never changes.

use super::digest;
use crate::failure::Outcome;
use crate::files;
use std::path::Path;

/// A stored file and what others need to load it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The file's name inside `assets`.
    pub name: String,
    /// The value for an `integrity` attribute.
    pub integrity: String,
}

impl Asset {
    /// Writes `bytes` to `assets/<stem>-<hash>.<extension>` below `dist`.
    pub fn store(dist: &Path, stem: &str, extension: &str, bytes: &[u8]) -> Outcome<Self> {
        let name = format!("{stem}-{}.{extension}", digest::content_hash(bytes));
        files::write(&dist.join("assets").join(&name), bytes)?;
        Ok(Self { name, integrity: digest::integrity(bytes) })
    }

    /// The path below the page's public address, without a slash in front.
    pub fn path(&self) -> String {
        format!("assets/{}", self.name)
    }

    /// The address relative to another asset.
    pub fn beside(&self) -> String {
        format!("./{}", self.name)
    }
}
