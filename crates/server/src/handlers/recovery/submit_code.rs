//! `POST …/code`: gives the code.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::SubmitCode;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn submit_code(
    State(app): State<Arc<App>>,
    command: Command<SubmitCode>,
) -> Result<Reply, ApiError> {
    Ok(recovery::submit_code(app, command).await?.into())
}
