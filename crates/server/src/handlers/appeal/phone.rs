//! `POST …/phone`: names the contact phone and has a code sent to it.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::appeal::GiveAppealPhone;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn phone(
    State(app): State<Arc<App>>,
    command: Command<GiveAppealPhone>,
) -> Result<Reply, ApiError> {
    Ok(appeal::phone(app, command).await?.into())
}
