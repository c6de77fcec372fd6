//! The built pages, read once at start: a small map from path to bytes, so no request ever names
//! a file of the disk.

use flate2::{Compression, write::GzEncoder};
use serde::Deserialize;
use std::{
    collections::HashMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Where the page for frames says which origins may frame and ask it.
const ANCESTORS: &str = "<!--regain:ancestors-->";

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
    /// Reads the folder; `None` when it holds no `index.html`. The pages for frames tell their script
    /// the `ancestors`, and are left out when there are none (EMB-05, EMB-07).
    ///
    /// # Errors
    /// A file that cannot be read, or a page for frames without a place for the ancestors: it would
    /// answer nobody.
    pub fn load(dist: &Path, ancestors: &[String]) -> io::Result<Option<Self>> {
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
                    let file = read(&path)?;
                    match (is_for_frames(&name), ancestors) {
                        (true, []) => None,
                        (true, all) => pages.files.insert(name, with_ancestors(&file, all)?),
                        (false, _) => pages.files.insert(name, file),
                    };
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

/// `frame.html`, or that in another language.
fn is_for_frames(name: &str) -> bool {
    name.starts_with("frame.") && name.ends_with(".html")
}

/// Names the origins in the page. Its script reads them there: the policy allows no inline script.
/// What the build has compressed has no origins in it, so the page is compressed anew.
fn with_ancestors(file: &File, ancestors: &[String]) -> io::Result<File> {
    let invalid = |reason| io::Error::new(io::ErrorKind::InvalidData, reason);
    let page = str::from_utf8(&file.plain).map_err(|_| invalid("frame.html is not UTF-8"))?;
    let Some((before, after)) = page.split_once(ANCESTORS) else {
        return Err(invalid("frame.html has no <!--regain:ancestors-->"));
    };
    let origins = escape(&ancestors.join(" "));
    let meta = format!("<meta name=\"regain-ancestors\" content=\"{origins}\">");
    let plain = [before, &meta, after].concat().into_bytes();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&plain)?;
    let gzip = Some(gzip.finish()?);
    Ok(File { content_type: file.content_type, plain, brotli: None, gzip })
}

/// Escapes text for an attribute in double quotes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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

#[cfg(test)]
mod tests {
    use super::{File, is_for_frames, with_ancestors};

    fn page(text: &str) -> File {
        let compressed = Some(b"old".to_vec());
        let (brotli, gzip) = (compressed.clone(), compressed);
        File { content_type: "text/html; charset=utf-8", plain: text.into(), brotli, gzip }
    }

    #[test]
    fn only_pages_for_frames_are_that() {
        assert!(is_for_frames("frame.html") && is_for_frames("frame.pt-BR.html"));
        for name in ["index.html", "frames.html", "frame.js", "assets/frame.html", "frame.html.br"]
        {
            assert!(!is_for_frames(name), "{name}");
        }
    }

    #[test]
    fn the_ancestors_are_escaped_and_no_old_form_is_left() {
        let origins = ["https://a.example".to_owned(), "https://b.example/\"><i>&".to_owned()];

        let file = with_ancestors(&page("<head><!--regain:ancestors--></head>"), &origins).unwrap();

        let expected = "<head><meta name=\"regain-ancestors\" content=\"https://a.example \
                        https://b.example/&quot;&gt;&lt;i&gt;&amp;\"></head>";
        assert_eq!(String::from_utf8(file.plain).unwrap(), expected);
        assert_eq!(file.brotli, None);
        assert!(file.gzip.unwrap().starts_with(&[0x1f, 0x8b]));
    }

    #[test]
    fn a_page_without_a_place_for_them_is_refused() {
        let refused = with_ancestors(&page("<head></head>"), &["https://a.example".to_owned()]);

        assert!(refused.unwrap_err().to_string().contains("regain:ancestors"));
    }
}
