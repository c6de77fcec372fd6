//! `POST …/move`: goes to a step of the draft: a *change* link, Back, or on from the materials. What
//! is ahead can be gone to only when nothing on the way is missing.

use super::{submit::faults, turn::Turn};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    store::appeals::DraftStep,
};
use axum::extract::State;
use regain_contract::{
    Problem,
    appeal::{Move, Place},
};
use std::sync::Arc;

pub(super) async fn move_to(
    State(app): State<Arc<App>>,
    command: Command<Move>,
) -> Result<Answer, ApiError> {
    let to = command.posted.body.to;
    let mut turn = match Turn::open(&app, &command, "appeal_move").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let filed = turn.draft(&[])?.clone();
    let has_answers = filed.answers.is_some();
    let is_reachable = match to {
        Place::Answer => true,
        Place::Gather | Place::FillIn => has_answers,
        Place::GivePhone => has_answers && faults(&mut turn, &filed).await?.is_none(),
        Place::Review => {
            has_answers && filed.phone.is_some() && faults(&mut turn, &filed).await?.is_none()
        }
    };
    if !is_reachable {
        return Err(Problem::StaleVersion.into());
    }
    turn.go_to(DraftStep::from(to));
    turn.finish().await
}
