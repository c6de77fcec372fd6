//! `POST /hand-offs/current/decide`: decides as the administrator who was asked, with that one's
//! own password (ADM-02).

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Decide;
use regain_recovery::{App, command::Command, hand_off};
use std::sync::Arc;

pub(crate) async fn decide(
    State(app): State<Arc<App>>,
    command: Command<Decide>,
) -> Result<Reply, ApiError> {
    Ok(hand_off::decide(app, command).await?.into())
}
