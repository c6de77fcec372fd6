//! `GET /healthz`: the process runs. `GET /readyz`: it can serve.

use crate::app::App;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::sync::{Arc, atomic::Ordering};

pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// Not ready while the server is stopping or the database does not answer.
pub(super) async fn readyz(State(app): State<Arc<App>>) -> Response {
    if app.is_closing.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    match app.store.ping().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database does not answer\n").into_response()
        }
    }
}
