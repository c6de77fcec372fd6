//! Withdraws the request, to ask another administrator.

use crate::{
    app::App,
    command::{Answer, Command, End, run},
    error::ApiError,
    recovery::{LockedRecovery, end_request::end_request},
    store::{approvals, challenges, recoveries::Stage},
};
use regain_contract::{Method, Nothing, Problem};
use std::sync::Arc;

/// Withdraws the request, to ask another administrator.
pub async fn ask_another(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    run(&app, &command, "ask_another", async |recovery: &mut LockedRecovery| {
        recovery.require(Stage::AwaitApproval)?;
        if recovery.profile.administrators.len() < 2 {
            return Err(Problem::StaleVersion.into());
        }
        let challenge = recovery.challenge().await?;
        end_request(recovery, &challenge.id, approvals::State::Withdrawn, "").await?;
        challenges::void(&mut recovery.tx, &recovery.stored.id).await?;
        recovery.go_to(Stage::ChooseAdministrator);
        Ok(End::done().by(Method::Administrator))
    })
    .await
}
