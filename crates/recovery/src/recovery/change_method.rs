//! Goes back to the method choice. The code that was sent stays good until another method is
//! chosen; what was begun with another method, hand-offs included, is void at once (CON-03,
//! IDP-07).

use crate::{
    app::App,
    command::{Answer, Command, End, run},
    error::ApiError,
    recovery::LockedRecovery,
    store::{challenges, recoveries::Stage},
};
use regain_contract::{Intent, Nothing, Problem};
use std::sync::Arc;

/// Goes back to the method choice.
pub async fn change_method(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    run(&app, &command, "change_method", async |recovery: &mut LockedRecovery| {
        let stage = recovery.stored.stage;
        // For a forgotten username there is one way: a code to what was typed.
        if !stage.is_verifying() || recovery.stored.intent == Intent::FindUsername {
            return Err(Problem::StaleVersion.into());
        }
        if stage != Stage::EnterCode {
            challenges::void(&mut recovery.tx, &recovery.stored.id).await?;
        }
        recovery.go_to(Stage::ChooseMethod);
        Ok(End::done())
    })
    .await
}
