//! `POST /hand-offs/current/confirm`: a visit came back to another browser than that of the
//! recovery, and its person says which number stands on the recovery's screen.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Confirm;
use regain_recovery::{App, command::Command, hand_off};
use std::sync::Arc;

pub(crate) async fn confirm(
    State(app): State<Arc<App>>,
    command: Command<Confirm>,
) -> Result<Reply, ApiError> {
    Ok(hand_off::confirm(app, command).await?.into())
}
