//! Keeps the form as typed so far. The version stays, so that nothing else that is under way
//! becomes stale.

use crate::{
    app::App,
    appeal::LockedAppeal,
    appeals::rules,
    command::{Answer, Command, End, run},
    error::ApiError,
    store::appeals::DraftStep,
};
use regain_contract::{Problem, appeal::KeepDetails};
use std::sync::Arc;

/// Keeps the form as typed so far.
pub async fn draft(app: Arc<App>, command: Command<KeepDetails>) -> Result<Answer, ApiError> {
    run(&app, &command, "appeal_draft", async |appeal: &mut LockedAppeal| {
        let details = &command.posted.body.details;
        let filed = appeal.draft(&[DraftStep::FillIn])?;
        let answers = filed.answers.as_ref().ok_or(Problem::StaleVersion)?;
        let kept = rules::asked(details, answers);
        let sealed = app.keys.seal(&*app.random, &serde_json::to_string(&kept)?)?;
        let faults = details.faults_of_draft(&rules::fields(answers));
        if !faults.is_empty() {
            return Err(Problem::AppealRejected { faults, missing: vec![] }.into());
        }
        filed.details = Some(sealed);
        Ok(End::done())
    })
    .await
}
