//! `POST …/password`: sets the new password.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::SetPassword;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn set_password(
    State(app): State<Arc<App>>,
    command: Command<SetPassword>,
) -> Result<Reply, ApiError> {
    Ok(recovery::set_password(app, command).await?.into())
}
