//! Submits the form, with the files that are there.

use super::submit::faults;
use crate::{
    app::App,
    appeal::LockedAppeal,
    appeals::rules,
    command::{Answer, Command, End, run},
    error::ApiError,
    store::appeals::DraftStep,
};
use regain_contract::{Problem, appeal::SubmitDetails};
use std::sync::Arc;

/// Submits the form, with the files that are there.
pub async fn details(app: Arc<App>, command: Command<SubmitDetails>) -> Result<Answer, ApiError> {
    run(&app, &command, "appeal_details", async |appeal: &mut LockedAppeal| {
        let filed = appeal.draft(&[DraftStep::FillIn])?;
        let answers = filed.answers.as_ref().ok_or(Problem::StaleVersion)?;
        let details = rules::asked(&command.posted.body.details, answers);
        let details = serde_json::to_string(&details)?;
        filed.details = Some(app.keys.seal(&*app.random, &details)?);
        let filed = filed.clone();
        if let Some(problem) = faults(appeal, &filed).await? {
            return Err(problem.into());
        }
        let to = if filed.phone.is_some() { DraftStep::Review } else { DraftStep::GivePhone };
        appeal.go_to(to);
        Ok(End::done())
    })
    .await
}
