//! `POST …/code`: gives the code that was sent to the contact phone.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::SubmitCode;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn code(
    State(app): State<Arc<App>>,
    command: Command<SubmitCode>,
) -> Result<Reply, ApiError> {
    Ok(appeal::code(app, command).await?.into())
}
