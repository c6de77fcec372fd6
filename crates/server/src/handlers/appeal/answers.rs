//! `POST …/answers`: what is needed, for which kind of account, who files.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::appeal::AnswerAppeal;
use regain_recovery::{App, appeal, command::Command};
use std::sync::Arc;

pub(crate) async fn answers(
    State(app): State<Arc<App>>,
    command: Command<AnswerAppeal>,
) -> Result<Reply, ApiError> {
    Ok(appeal::answers(app, command).await?.into())
}
