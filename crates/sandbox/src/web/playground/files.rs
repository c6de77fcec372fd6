//! The files of the playground: its own scripts and style, and the brands.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

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
