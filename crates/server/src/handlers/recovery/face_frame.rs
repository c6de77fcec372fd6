//! `POST …/face/frame`: passes one picture on.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::SubmitFrame;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn face_frame(
    State(app): State<Arc<App>>,
    command: Command<SubmitFrame>,
) -> Result<Reply, ApiError> {
    Ok(recovery::face_frame(app, command).await?.into())
}
