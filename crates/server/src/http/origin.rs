//! Which pages may call the API: our own, and the origins in `cors_origins`, compared as whole
//! strings (TOK-10, TOK-11). Runs before everything else that reads a request.

use super::ApiError;
use crate::state::ServerState;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use regain_contract::Problem;

/// Refuses commands of foreign pages and answers preflight requests of allowed ones.
pub(crate) async fn guard(
    State(state): State<ServerState>,
    request: Request,
    next: Next,
) -> Response {
    let origin = origin(request.headers());
    let is_preflight = request.method() == Method::OPTIONS;
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_foreign = match &origin {
        Some(origin) => {
            !state.app.settings.origins.iter().any(|allowed| origin == allowed.as_str())
        }
        None => is_cross_site(request.headers()),
    };
    let mut response = if is_foreign && !is_safe {
        ApiError::from(Problem::OriginRefused).into_response()
    } else if is_preflight {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin.filter(|_| !is_foreign) {
        allow(response.headers_mut(), origin, is_preflight);
    }
    response
}

/// The `Origin` header; two of them are as foreign as `null`.
fn origin(headers: &HeaderMap) -> Option<HeaderValue> {
    let mut all = headers.get_all(header::ORIGIN).iter();
    let first = all.next()?.clone();
    Some(if all.next().is_some() { HeaderValue::from_static("null") } else { first })
}

fn is_cross_site(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

fn allow(headers: &mut HeaderMap, origin: HeaderValue, is_preflight: bool) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("ETag, Retry-After"),
    );
    if is_preflight {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static(
                "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Prefer, \
                 Regain-Material, Regain-File-Name",
            ),
        );
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    }
}
