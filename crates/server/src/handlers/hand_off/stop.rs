//! `POST /hand-offs/current/stop`: the owner of a destination says that it was not them.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Nothing;
use regain_recovery::{App, command::Command, hand_off};
use std::sync::Arc;

pub(crate) async fn stop(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Reply, ApiError> {
    Ok(hand_off::stop(app, command).await?.into())
}
