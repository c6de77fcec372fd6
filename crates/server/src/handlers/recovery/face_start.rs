//! `POST …/face/start`: the person agrees, and this device's camera will take the pictures.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::StartFace;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn face_start(
    State(app): State<Arc<App>>,
    command: Command<StartFace>,
) -> Result<Reply, ApiError> {
    Ok(recovery::face_start(app, command).await?.into())
}
