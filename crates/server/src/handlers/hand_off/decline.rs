//! `POST /hand-offs/current/decline`: the receiver does not want to.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Nothing;
use regain_recovery::{App, command::Command, hand_off};
use std::sync::Arc;

pub(crate) async fn decline(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Reply, ApiError> {
    Ok(hand_off::decline(app, command).await?.into())
}
