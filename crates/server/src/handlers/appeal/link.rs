//! `POST …/link`: has a link to the draft mailed, because the person asks for it.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::appeal::MailLink;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn link(
    State(app): State<Arc<App>>,
    command: Command<MailLink>,
) -> Result<Reply, ApiError> {
    Ok(appeal::link(app, command).await?.into())
}
