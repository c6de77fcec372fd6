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
        Self::store_as(dist, (stem, &digest::content_hash(bytes), extension), bytes)
    }

    /// Writes `bytes` under a hash that covers more than this file: stem, hash, extension.
    pub fn store_as(dist: &Path, name: (&str, &str, &str), bytes: &[u8]) -> Outcome<Self> {
        let (stem, hash, extension) = name;
        let name = format!("{stem}-{hash}.{extension}");
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
