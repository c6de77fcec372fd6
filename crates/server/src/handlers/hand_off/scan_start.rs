//! `POST /hand-offs/current/face/start`: who was sent the link agrees, and the pictures will be
//! taken with that device, here or on the provider's own page.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::StartFace;
use regain_recovery::{App, command::Command, hand_off};
use std::sync::Arc;

pub(crate) async fn scan_start(
    State(app): State<Arc<App>>,
    command: Command<StartFace>,
) -> Result<Reply, ApiError> {
    Ok(hand_off::scan_start(app, command).await?.into())
}
