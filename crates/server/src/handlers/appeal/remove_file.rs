//! `POST …/files/remove`: takes a file away.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::appeal::RemoveFile;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn remove_file(
    State(app): State<Arc<App>>,
    command: Command<RemoveFile>,
) -> Result<Reply, ApiError> {
    Ok(appeal::remove_file(app, command).await?.into())
}
