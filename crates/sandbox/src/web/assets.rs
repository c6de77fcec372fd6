//! The files of the pages: style, script, and the portal's mark.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The style of all pages, in the order of its parts.
const STYLE: &str = concat!(
    include_str!("../../assets/sandbox.css"),
    include_str!("../../assets/inbox.css"),
    include_str!("../../assets/parties.css"),
);

/// Answers with a file by its name.
pub async fn show(Path(name): Path<String>) -> Response {
    let (kind, file) = match name.as_str() {
        "sandbox.css" => ("text/css; charset=utf-8", STYLE),
        "inbox.js" => ("text/javascript; charset=utf-8", include_str!("../../assets/inbox.js")),
        "camera.js" => ("text/javascript; charset=utf-8", include_str!("../../assets/camera.js")),
        "mark.svg" => ("image/svg+xml", include_str!("../../assets/mark.svg")),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, kind)], file).into_response()
}
