//! Writes the answer of an operation to the wire.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use regain_recovery::command::Answer;

/// The answer of an operation.
pub(crate) struct Reply {
    answer: Answer,
    location: Option<&'static str>,
}

impl Reply {
    /// Names where the new resource is.
    pub fn at(self, location: &'static str) -> Self {
        Self { location: Some(location), ..self }
    }
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self { answer, location: None }
    }
}

/// The `ETag` of a version.
pub(crate) fn etag(version: i64) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("\"{version}\"")).ok()
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let Answer { status, version, body } = self.answer;
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let kind =
            if status.is_success() { "application/json" } else { "application/problem+json" };
        let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
        let headers = response.headers_mut();
        if let Some(value) = etag(version) {
            headers.insert(header::ETAG, value);
        }
        if let Some(location) = self.location {
            headers.insert(header::LOCATION, HeaderValue::from_static(location));
        }
        response
    }
}
