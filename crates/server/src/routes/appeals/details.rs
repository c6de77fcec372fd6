//! `POST …/details`: submits the form, with the files that are there.

use super::{submit::faults, turn::Turn};
use crate::{
    app::App,
    appeals::rules,
    http::{Answer, ApiError, Command},
    store::appeals::DraftStep,
};
use axum::extract::State;
use regain_contract::{Problem, appeal::SubmitDetails};
use std::sync::Arc;

pub(super) async fn details(
    State(app): State<Arc<App>>,
    command: Command<SubmitDetails>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open(&app, &command, "appeal_details").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let filed = turn.draft(&[DraftStep::FillIn])?;
    let answers = filed.answers.as_ref().ok_or(Problem::StaleVersion)?;
    let details = rules::asked(&command.posted.body.details, answers);
    let details = serde_json::to_string(&details)?;
    filed.details = Some(app.keys.seal(&*app.random, &details)?);
    let filed = filed.clone();
    if let Some(problem) = faults(&mut turn, &filed).await? {
        return Err(problem.into());
    }
    let to = if filed.phone.is_some() { DraftStep::Review } else { DraftStep::GivePhone };
    turn.go_to(to);
    turn.finish().await
}
