//! The files of the playground: its own scripts and style, the brands, and the built element.

use crate::sandbox::Sandbox;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::path::{Component, Path as File};
use std::sync::Arc;

/// The brands that `style/brands` has.
pub const BRANDS: [&str; 3] = ["harbour", "meadow", "ember"];

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// `GET /playground/files/{name}`.
pub async fn own(Path(name): Path<String>) -> Response {
    let (kind, file) = match name.as_str() {
        "state.js" => (SCRIPT, include_str!("../../../assets/playground/state.js")),
        "pseudo.js" => (SCRIPT, include_str!("../../../assets/playground/pseudo.js")),
        "overview.js" => (SCRIPT, include_str!("../../../assets/playground/overview.js")),
        "playground.css" => (STYLE, include_str!("../../../assets/playground/playground.css")),
        "harbour.css" => (STYLE, include_str!("../../../../../style/brands/harbour.css")),
        "meadow.css" => (STYLE, include_str!("../../../../../style/brands/meadow.css")),
        "ember.css" => (STYLE, include_str!("../../../../../style/brands/ember.css")),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, kind)], file).into_response()
}

/// `GET /playground/dist/{*path}`: a file of the built page.
pub async fn built(State(sandbox): State<Arc<Sandbox>>, Path(path): Path<String>) -> Response {
    let path = File::new(&path);
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let (Some(dist), true) = (&sandbox.regain_dist, is_plain) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match path.extension().and_then(|ending| ending.to_str()) {
        Some("js") => SCRIPT,
        Some("css") => STYLE,
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match tokio::fs::read(dist.join(path)).await {
        Ok(content) => {
            // The names hold the hash of the content.
            let forever = "public, max-age=31536000, immutable";
            let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, forever)];
            (headers, content).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The address of the built file whose name begins so; `None` when the page is not built.
pub fn find(sandbox: &Sandbox, begin: &str, ending: &str) -> Option<String> {
    let assets = std::fs::read_dir(sandbox.regain_dist.as_ref()?.join("assets")).ok()?;
    let names = assets.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut found = names.filter(|name| name.starts_with(begin) && name.ends_with(ending));
    found.next().map(|name| format!("/playground/dist/assets/{name}"))
}
