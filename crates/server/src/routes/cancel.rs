//! `POST …/cancel`: ends the recovery.

use super::turn::Turn;
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
};
use axum::extract::State;
use regain_contract::{EndReason, Nothing, Problem};
use std::sync::Arc;

pub(super) async fn cancel(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open_or_repeat(&app, &command, "cancel").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    if turn.stored.stage.is_final() {
        return Err(Problem::StaleVersion.into());
    }
    turn.end(EndReason::Cancelled).await?;
    turn.finish(None).await
}
