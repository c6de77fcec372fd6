//! Writes the answer of an operation to the wire.

use crate::command::Answer;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// The `ETag` of a version.
pub(crate) fn etag(version: i64) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("\"{version}\"")).ok()
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let kind =
            if status.is_success() { "application/json" } else { "application/problem+json" };
        let mut response = (status, [(header::CONTENT_TYPE, kind)], self.body).into_response();
        if let Some(value) = etag(self.version) {
            response.headers_mut().insert(header::ETAG, value);
        }
        response
    }
}
