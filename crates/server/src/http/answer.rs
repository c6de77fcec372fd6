//! The answer of an operation: a recovery, or a problem that the operation has committed. The same
//! value is stored under the idempotency key and written to the wire.

use super::api_error::{self, ApiError};
use crate::{app::App, store::idempotency::StoredResponse};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use regain_contract::{HandOff, Problem, Recovery, appeal::Appeal};

/// What is written to the wire.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    /// The version of the recovery, for the `ETag`.
    pub version: i64,
    pub body: String,
}

impl Answer {
    /// A whole recovery.
    pub fn recovery(status: StatusCode, recovery: &Recovery) -> Result<Self, serde_json::Error> {
        Ok(Self {
            status,
            version: recovery.version.into(),
            body: serde_json::to_string(recovery)?,
        })
    }

    /// A whole hand-off.
    pub fn hand_off(status: StatusCode, hand_off: &HandOff) -> Result<Self, serde_json::Error> {
        Ok(Self {
            status,
            version: hand_off.version.into(),
            body: serde_json::to_string(hand_off)?,
        })
    }

    /// A whole appeal.
    pub fn appeal(status: StatusCode, appeal: &Appeal) -> Result<Self, serde_json::Error> {
        Ok(Self { status, version: appeal.version.into(), body: serde_json::to_string(appeal)? })
    }

    /// A problem after something was changed, such as a counted wrong code.
    pub fn problem(problem: &Problem, version: i64) -> Self {
        let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::BAD_REQUEST);
        Self { status, version, body: api_error::body(status, problem) }
    }

    /// The answer that was given before under the same key.
    pub fn given(app: &App, given: &StoredResponse) -> Result<Self, ApiError> {
        let status = u16::try_from(given.status).ok();
        let status = status.and_then(|status| StatusCode::from_u16(status).ok());
        match (status, app.keys.open(&given.body)) {
            (Some(status), Some(body)) => Ok(Self { status, version: given.version, body }),
            _ => Err(ApiError::Broken("an answer that cannot be given again".into())),
        }
    }

    /// The form in which it is stored: sealed, because the links in it open something.
    pub fn as_given(&self, app: &App, fingerprint: &str) -> Result<StoredResponse, ApiError> {
        Ok(StoredResponse {
            fingerprint: fingerprint.into(),
            status: self.status.as_u16().into(),
            version: self.version,
            body: app.keys.seal(&*app.random, &self.body)?,
        })
    }
}

/// The `ETag` of a version.
pub(crate) fn etag(version: i64) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("\"{version}\"")).ok()
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let kind =
            if self.status.is_success() { "application/json" } else { "application/problem+json" };
        let mut response = (self.status, [(header::CONTENT_TYPE, kind)], self.body).into_response();
        if let Some(value) = etag(self.version) {
            response.headers_mut().insert(header::ETAG, value);
        }
        response
    }
}
