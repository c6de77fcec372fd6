//! The security headers of answers: the strict ones for all, and the openings that some pages
//! need.

use crate::sandbox::Sandbox;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// Scripts are files of their own.
const START: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                     img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// Opens what a page needs beyond the strict policy. Put it before the page in an answer.
pub type Opening = [(HeaderName, HeaderValue); 2];

/// Forms may lead to the origins to which people may be sent back: browsers check redirects, too.
/// With `camera`, the page may use it.
pub fn opening(sandbox: &Sandbox, camera: bool) -> Opening {
    let policy = format!("{START} {}", sandbox.redirect_origins().join(" "));
    // An origin in its serialised form is ASCII.
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(START));
    let camera = if camera { "camera=(self)" } else { "camera=()" };
    [(header::CONTENT_SECURITY_POLICY, policy), (PERMISSIONS, HeaderValue::from_static(camera))]
}

/// What a page that embeds the recovery needs: its own policy, whole, and the camera for the origins
/// that a person may be filmed by. Put it before the page in an answer.
pub fn embedding(policy: &str, camera: &str) -> Opening {
    // Our own words and origins: both are ASCII.
    let value = |text: &str| HeaderValue::from_str(text).ok();
    let policy = value(policy).unwrap_or(HeaderValue::from_static(START));
    let camera = value(camera).unwrap_or(HeaderValue::from_static("camera=()"));
    [(header::CONTENT_SECURITY_POLICY, policy), (PERMISSIONS, camera)]
}

/// Gives an answer the strict headers, where it has none of its own.
pub async fn with_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, START),
        (PERMISSIONS, "camera=()"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
