//! Why an operation gives no recovery: a problem of the contract, or a fault of the server. Every
//! one is answered as `application/problem+json` (RFC 9457).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use regain_contract::Problem;

/// A request that is refused. Nothing was changed, unless the operation committed it before.
#[derive(Debug)]
pub(crate) enum ApiError {
    /// A problem with its own status.
    Problem(Problem),
    /// A problem under another status of HTTP: 405, 413, 415.
    Under(StatusCode, Problem),
    /// The database or the operating system failed.
    Broken(Box<dyn std::error::Error + Send + Sync>),
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        Self::Broken(Box::new(error))
    }
}

impl From<crate::random::NoRandomness> for ApiError {
    fn from(error: crate::random::NoRandomness) -> Self {
        Self::Broken(Box::new(error))
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(Box::new(error))
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::Problem(problem) => {
                let status = StatusCode::from_u16(problem.status());
                respond(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), &problem)
            }
            Self::Under(status, problem) => respond(status, &problem),
            Self::Broken(error) => {
                tracing::error!(%error, "request failed");
                let problem = Problem::Unavailable { retry_after_s: 2 };
                respond(StatusCode::SERVICE_UNAVAILABLE, &problem)
            }
        }
    }
}

fn respond(status: StatusCode, problem: &Problem) -> Response {
    let mut response =
        (status, [(header::CONTENT_TYPE, "application/problem+json")], body(status, problem))
            .into_response();
    if let Some(seconds) = problem.retry_after_s() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The body of a problem; `status` in it always is the status of the answer.
pub(crate) fn body(status: StatusCode, problem: &Problem) -> String {
    let mut value = serde_json::to_value(problem.body()).unwrap_or_default();
    if let Some(status_field) = value.get_mut("status") {
        *status_field = status.as_u16().into();
    }
    value.to_string()
}
