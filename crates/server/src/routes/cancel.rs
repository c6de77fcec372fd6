//! `POST …/cancel`: ends the recovery.

use crate::{
    app::App,
    command::{Answer, Command, End, run},
    http::ApiError,
    recovery::LockedRecovery,
};
use axum::extract::State;
use regain_contract::{EndReason, Nothing, Problem};
use std::sync::Arc;

pub(super) async fn cancel(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    run(&app, &command, "cancel", async |recovery: &mut LockedRecovery| {
        if recovery.stored.stage.is_final() {
            return Err(Problem::StaleVersion.into());
        }
        recovery.end(EndReason::Cancelled).await?;
        Ok(End::done())
    })
    .await
}
