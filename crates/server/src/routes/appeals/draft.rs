//! `POST …/draft`: keeps the form as typed so far. The version stays, so that nothing else that is
//! under way becomes stale.

use super::turn::Turn;
use crate::{
    app::App,
    appeals::rules,
    http::{Answer, Command, Refusal},
    store::appeals::Stand,
};
use axum::extract::State;
use regain_contract::{Problem, appeal::KeepDetails};
use std::sync::Arc;

pub(super) async fn draft(
    State(app): State<Arc<App>>,
    command: Command<KeepDetails>,
) -> Result<Answer, Refusal> {
    let mut turn = match Turn::open(&app, &command, "appeal_draft").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let details = &command.posted.body.details;
    let sealed = app.keys.seal(&*app.random, &serde_json::to_string(details)?)?;
    let filed = turn.draft(&[Stand::FillIn])?;
    let fields = filed.answers.as_ref().map(rules::fields).unwrap_or_default();
    let faults = details.faults_of_draft(&fields);
    if !faults.is_empty() {
        return Err(Problem::AppealRejected { faults, missing: vec![] }.into());
    }
    filed.details = Some(sealed);
    turn.finish().await
}
