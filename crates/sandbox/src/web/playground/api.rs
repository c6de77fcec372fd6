//! The API of one state: what it answers is in the catalogue, and nothing changes.

use super::catalogue::catalogue;
use super::scenario::{Reply, refusal};
use crate::sandbox::Sandbox;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use regain_contract::Problem;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// How long a caller waits who is not answered: longer than any looks at it.
const NEVER: Duration = Duration::from_secs(600);

/// Answers a call.
pub async fn answer(
    State(sandbox): State<Arc<Sandbox>>,
    Path((name, path)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let Some(state) = catalogue().into_iter().find(|state| state.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let is_watch = headers.contains_key("prefer");
    let reply = state.reply(method.as_str(), &format!("/{path}"), is_watch);
    match reply {
        Reply::Json(status, value) => json(status, &value),
        Reply::Page => Html("<!doctype html><title>Log on to this network</title>").into_response(),
        Reply::Nothing => {
            sandbox.wait(NEVER).await;
            match refusal(&Problem::Unavailable { retry_after_s: 5 }) {
                Reply::Json(status, value) => json(status, &value),
                Reply::Page | Reply::Nothing => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            }
        }
    }
}

fn json(status: u16, value: &Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    (status, [(header::CONTENT_TYPE, kind)], value.to_string()).into_response()
}
