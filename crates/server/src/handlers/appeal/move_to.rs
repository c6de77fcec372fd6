//! `POST …/move`: goes to a step of the draft: a *change* link, Back, or on from the materials.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::appeal::Move;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn move_to(
    State(app): State<Arc<App>>,
    command: Command<Move>,
) -> Result<Reply, ApiError> {
    Ok(appeal::move_to(app, command).await?.into())
}
