//! `POST …/method`: chooses how to prove who one is, and sends the code or opens what the method
//! needs.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::ChooseMethod;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn choose_method(
    State(app): State<Arc<App>>,
    command: Command<ChooseMethod>,
) -> Result<Reply, ApiError> {
    Ok(recovery::choose_method(app, command).await?.into())
}
