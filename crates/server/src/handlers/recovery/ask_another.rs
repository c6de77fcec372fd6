//! `POST …/ask-another`: withdraws the request, to ask another administrator.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Nothing;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn ask_another(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Reply, ApiError> {
    Ok(recovery::ask_another(app, command).await?.into())
}
