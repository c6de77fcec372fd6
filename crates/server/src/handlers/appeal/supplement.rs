//! `POST …/supplement`: submits what more was asked for.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::appeal::SubmitSupplement;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn supplement(
    State(app): State<Arc<App>>,
    command: Command<SubmitSupplement>,
) -> Result<Reply, ApiError> {
    Ok(appeal::supplement(app, command).await?.into())
}
