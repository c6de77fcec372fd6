//! `POST …/resend`: sends a new code to the same destination.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Nothing;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn resend(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Reply, ApiError> {
    Ok(recovery::resend(app, command).await?.into())
}
