//! `POST …/withdraw`: withdraws a submitted appeal, or deletes a draft with everything in it.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Nothing;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn withdraw(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Reply, ApiError> {
    Ok(appeal::withdraw(app, command).await?.into())
}
