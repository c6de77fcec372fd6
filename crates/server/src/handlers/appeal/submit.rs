//! `POST …/submit`: submits the appeal.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Nothing;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn submit(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Reply, ApiError> {
    Ok(appeal::submit(app, command).await?.into())
}
