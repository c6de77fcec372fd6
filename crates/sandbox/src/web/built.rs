//! The built page, as the pages that embed it need it: its files by name, read once at the start, and
//! what stands for them in the pages' text. No path of a request ever meets the disk.

use crate::sandbox::Sandbox;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::Path as FilePath;
use std::sync::Arc;

/// The files of the built page, and the bundled script of the React portal.
#[derive(Default)]
pub struct Built {
    files: HashMap<String, File>,
    react: Option<Bytes>,
}

struct File {
    content: Bytes,
    integrity: String,
}

/// `integrity.json`, as far as it matters here.
#[derive(Deserialize)]
struct Listing {
    files: BTreeMap<String, String>,
}

impl Built {
    /// Reads the files that the build lists. A folder that is not given holds nothing.
    ///
    /// # Errors
    ///
    /// When a folder is given and is not whole; the message names the file.
    pub fn load(dist: Option<&FilePath>, portals: Option<&FilePath>) -> io::Result<Self> {
        let react = portals.map(|folder| read(&folder.join("react.js"))).transpose()?;
        let Some(dist) = dist else { return Ok(Self { react, ..Self::default() }) };
        let listing = read(&dist.join("integrity.json"))?;
        let Listing { files } = serde_json::from_slice(&listing)?;
        let mut stored = HashMap::new();
        for (path, integrity) in files {
            let content = read(&dist.join(&path))?;
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            stored.insert(name, File { content, integrity });
        }
        Ok(Self { files: stored, react })
    }

    /// Whether there is a built page.
    pub fn is_there(&self) -> bool {
        !self.files.is_empty()
    }

    /// The bundled script of the React portal.
    pub fn react(&self) -> Option<Bytes> {
        self.react.clone()
    }

    /// The address of the file whose name begins and ends so; `None` when there is none.
    pub fn find(&self, begin: &str, end: &str) -> Option<String> {
        let is_it = |name: &&String| name.starts_with(begin) && name.ends_with(end);
        self.files.keys().find(is_it).map(|name| format!("/regain/{name}"))
    }

    /// The name of the script that begins like this, and its hash.
    fn script(&self, start: &str) -> (&str, &str) {
        let is_it = |name: &str| {
            let hash = name.strip_prefix(start).and_then(|rest| rest.strip_prefix('-'));
            hash.and_then(|rest| rest.strip_suffix(".js")).is_some_and(|hash| !hash.contains('-'))
        };
        let found = self.files.iter().find(|(name, _)| is_it(name));
        found.map_or(("", ""), |(name, file)| (name.as_str(), file.integrity.as_str()))
    }
}

fn read(path: &FilePath) -> io::Result<Bytes> {
    std::fs::read(path).map(Bytes::from).map_err(|error| {
        io::Error::new(error.kind(), format!("cannot read {}: {error}", path.display()))
    })
}

/// Puts the server's address, and names and hashes of the scripts, into the text of a page.
pub fn fill(text: &str, sandbox: &Sandbox) -> String {
    let mut text = text.replace("{server}", &sandbox.server_url());
    for name in ["define", "module", "frame-host"] {
        let (file, integrity) = sandbox.built.script(name);
        text = text.replace(&format!("{{{name}}}"), file);
        text = text.replace(&format!("{{{name}-integrity}}"), integrity);
    }
    text
}

/// `GET /regain/<name>`: a file of the built page, for pages of any origin.
pub async fn show(State(sandbox): State<Arc<Sandbox>>, Path(name): Path<String>) -> Response {
    let file = sandbox.built.files.get(&name);
    file.map_or_else(missing, |file| with_kind(&name, file.content.clone()))
}

/// `GET /regain/gone/<name>`: scripts alone, as if the rest had been deleted since.
pub async fn show_script(state: State<Arc<Sandbox>>, Path(name): Path<String>) -> Response {
    if name.ends_with(".js") { show(state, Path(name)).await } else { missing() }
}

const FOR_ALL: (HeaderName, &str) = (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");

fn missing() -> Response {
    (StatusCode::NOT_FOUND, [FOR_ALL]).into_response()
}

/// Answers with a script, a style or whatever the end of its name says.
pub fn with_kind(name: &str, content: impl IntoResponse) -> Response {
    let kind = match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    ([(header::CONTENT_TYPE, kind), FOR_ALL], content).into_response()
}
