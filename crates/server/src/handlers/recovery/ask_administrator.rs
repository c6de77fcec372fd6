//! `POST …/administrator`: asks an administrator.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::AskAdministrator;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn ask_administrator(
    State(app): State<Arc<App>>,
    command: Command<AskAdministrator>,
) -> Result<Reply, ApiError> {
    Ok(recovery::ask_administrator(app, command).await?.into())
}
