//! `POST …/username`: goes on to a new password for one of the usernames that were shown.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::ChooseUsername;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn choose_username(
    State(app): State<Arc<App>>,
    command: Command<ChooseUsername>,
) -> Result<Reply, ApiError> {
    Ok(recovery::choose_username(app, command).await?.into())
}
