//! `POST …/resend`: asks for a new code; the old one is void at once.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Nothing;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn resend(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Reply, ApiError> {
    Ok(appeal::resend(app, command).await?.into())
}
