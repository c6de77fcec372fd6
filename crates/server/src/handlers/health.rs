//! `GET /healthz`: the process runs. `GET /readyz`: it can serve.

use crate::state::{Probe, ServerState};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::sync::atomic::Ordering;

/// How long a probe of the database counts: whoever asks often causes no more writes.
const PROBE_COUNTS_MS: i64 = 1000;

pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// Not ready while the server is stopping or the database takes no writes.
pub(super) async fn readyz(State(state): State<ServerState>) -> Response {
    if state.is_closing.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    if takes_writes(&state).await {
        "ready\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "database does not take writes\n").into_response()
    }
}

/// Probes the database, or says what the last probe found. Those who ask meanwhile wait for it.
async fn takes_writes(state: &ServerState) -> bool {
    let mut last = state.probe.lock().await;
    let now_ms = state.app.now_ms();
    if let Some(probe) = *last
        && (0..PROBE_COUNTS_MS).contains(&(now_ms - probe.at_ms))
    {
        return probe.takes_writes;
    }
    let outcome = state.app.store.probe(now_ms).await;
    if let Err(error) = &outcome {
        tracing::error!(%error, "database does not take writes");
    }
    let takes_writes = outcome.is_ok();
    *last = Some(Probe { at_ms: state.app.now_ms(), takes_writes });
    takes_writes
}
