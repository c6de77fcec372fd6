//! `POST …/face/hand-off`: makes a link for a phone or another person, or gives the one that is
//! there.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Nothing;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn face_hand_off(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Reply, ApiError> {
    Ok(recovery::face_hand_off(app, command).await?.into())
}
