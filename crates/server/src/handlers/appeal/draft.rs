//! `POST …/draft`: keeps the form as typed so far.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::appeal::KeepDetails;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn draft(
    State(app): State<Arc<App>>,
    command: Command<KeepDetails>,
) -> Result<Reply, ApiError> {
    Ok(appeal::draft(app, command).await?.into())
}
