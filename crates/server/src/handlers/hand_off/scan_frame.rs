//! `POST /hand-offs/current/face/frame`: passes one picture of another device on, as `face_frame`
//! does.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::SubmitFrame;
use regain_recovery::{App, command::Command, hand_off};
use std::sync::Arc;

pub(crate) async fn scan_frame(
    State(app): State<Arc<App>>,
    command: Command<SubmitFrame>,
) -> Result<Reply, ApiError> {
    Ok(hand_off::scan_frame(app, command).await?.into())
}
