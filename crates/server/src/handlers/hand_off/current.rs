//! `GET /hand-offs/current`: reads the hand-off, at once or when it changes (a long poll).

use crate::{
    handlers::poll::poll,
    http::{ApiError, Reading},
    state::ServerState,
};
use axum::{extract::State, response::Response};
use regain_recovery::hand_off;
use std::sync::Arc;

pub(crate) async fn current(
    State(state): State<ServerState>,
    reading: Reading,
) -> Result<Response, ApiError> {
    hand_off::look(&state.app, &reading.token_hash).await?;
    poll(&state, &reading, |hash| hand_off::current(Arc::clone(&state.app), hash)).await
}
