//! Ends the recovery.

use crate::{
    app::App,
    command::{Answer, Command, End, run},
    error::ApiError,
    recovery::LockedRecovery,
};
use regain_contract::{EndReason, Nothing, Problem};
use std::sync::Arc;

/// Ends the recovery.
pub async fn cancel(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    run(&app, &command, "cancel", async |recovery: &mut LockedRecovery| {
        if recovery.stored.stage.is_final() {
            return Err(Problem::StaleVersion.into());
        }
        recovery.end(EndReason::Cancelled).await?;
        Ok(End::done())
    })
    .await
}
