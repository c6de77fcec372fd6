//! `POST …/details`: submits the form, with the files that are there.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::appeal::SubmitDetails;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn details(
    State(app): State<Arc<App>>,
    command: Command<SubmitDetails>,
) -> Result<Reply, ApiError> {
    Ok(appeal::details(app, command).await?.into())
}
