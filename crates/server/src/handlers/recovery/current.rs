//! `GET /recoveries/current`: reads the recovery, at once or when it changes (a long poll).

use crate::{
    handlers::poll::poll,
    http::{ApiError, Reading},
    state::ServerState,
};
use axum::{extract::State, response::Response};
use regain_recovery::recovery;
use std::sync::Arc;

pub(crate) async fn current(
    State(state): State<ServerState>,
    reading: Reading,
) -> Result<Response, ApiError> {
    poll(&state, &reading, |hash| recovery::current(Arc::clone(&state.app), hash)).await
}
