//! Why a request gets no answer: what the domain refuses, or what HTTP itself forbids. Every one is
//! answered as `application/problem+json` (RFC 9457).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use regain_contract::Problem;
use regain_recovery::ApiError as Refusal;

/// A request that is refused. Nothing was changed, unless the operation committed it before.
#[derive(Debug)]
pub(crate) enum ApiError {
    /// The domain refused it.
    Refused(Refusal),
    /// A problem under another status of HTTP: 405, 413, 415.
    Under(StatusCode, Problem),
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem.into())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(Refusal::Problem(problem)) => {
                let status = StatusCode::from_u16(problem.status());
                respond(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), &problem)
            }
            Self::Under(status, problem) => respond(status, &problem),
            Self::Refused(Refusal::Broken(error)) => {
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
fn body(status: StatusCode, problem: &Problem) -> String {
    let mut value = serde_json::to_value(problem.body()).unwrap_or_default();
    if let Some(status_field) = value.get_mut("status") {
        *status_field = status.as_u16().into();
    }
    value.to_string()
}
