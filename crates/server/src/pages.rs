//! The built pages, read once at start: a small map from path to bytes, so no request ever names
//! a file of the disk.

use serde::Deserialize;
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

/// A file in the forms in which it can be sent.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub content_type: &'static str,
    pub plain: Vec<u8>,
    pub brotli: Option<Vec<u8>>,
    pub gzip: Option<Vec<u8>>,
}

/// Everything in `dist`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pages {
    files: HashMap<String, File>,
    /// The hashes of the inline style blocks, for the policy (WEB-01).
    pub style_hashes: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Integrity {
    #[serde(default)]
    style_hashes: Vec<String>,
}

impl Pages {
    /// Reads the folder; `None` when it holds no `index.html`.
    pub fn load(dist: &Path) -> io::Result<Option<Self>> {
        if !dist.join("index.html").is_file() {
            return Ok(None);
        }
        let mut pages = Self { style_hashes: style_hashes(dist)?, ..Self::default() };
        let mut folders = vec![PathBuf::from(dist)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Some(name) = served_name(dist, &path) {
                    pages.files.insert(name, read(&path)?);
                }
            }
        }
        Ok(Some(pages))
    }

    /// The file at a path without its leading slash.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }
}

/// The path under which a file is served; not the compressed forms beside it.
fn served_name(dist: &Path, path: &Path) -> Option<String> {
    let name = path.strip_prefix(dist).ok()?.to_str()?.replace('\\', "/");
    let is_form = name.ends_with(".br") || name.ends_with(".gz");
    (!is_form && name != "integrity.json").then_some(name)
}

fn read(path: &Path) -> io::Result<File> {
    let beside = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        fs::read(PathBuf::from(name)).ok()
    };
    Ok(File {
        content_type: content_type(path),
        plain: fs::read(path)?,
        brotli: beside(".br"),
        gzip: beside(".gz"),
    })
}

fn style_hashes(dist: &Path) -> io::Result<Vec<String>> {
    match fs::read(dist.join("integrity.json")) {
        Ok(bytes) => {
            let integrity: Integrity = serde_json::from_slice(&bytes)?;
            Ok(integrity.style_hashes)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
