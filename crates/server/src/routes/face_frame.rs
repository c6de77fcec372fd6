//! `POST …/face/frame`: passes one picture on. The picture is in memory until the provider has it,
//! and nowhere else (FAC-07); of the command only a keyed hash is kept, for idempotency.

use super::{
    face::{self, METHOD, Verdict},
    turn::Turn,
};
use crate::{
    app::App,
    face::{Decision, Picture},
    http::{Answer, ApiError, Command},
    store::faces::{self, Place},
};
use axum::extract::State;
use regain_contract::{Problem, SubmitFrame};
use std::sync::Arc;

const WHAT: &str = "face_frame";

pub(super) async fn face_frame(
    State(app): State<Arc<App>>,
    command: Command<SubmitFrame>,
) -> Result<Answer, ApiError> {
    let picture = Picture::read(&command.posted.body.jpeg).ok_or(Problem::Malformed)?;
    let mut turn = match Turn::open_or_repeat(&app, &command, WHAT).await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let Some(taking) = face::take(&mut turn, Place::Here).await? else {
        return turn.finish(METHOD).await;
    };
    turn.step_aside().await?;
    let said = face::relay(&app, &taking, picture).await?;
    let mut turn = match Turn::open_or_repeat(&app, &command, WHAT).await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let decision = match said {
        Ok(decision) => decision,
        Err(guidance) => {
            faces::guide(&mut turn.tx, &taking.challenge_id, guidance).await?;
            Decision::Pending
        }
    };
    match face::judge(&mut turn, &taking.challenge_id, decision).await? {
        Verdict::Pending => turn.finish_quietly().await,
        Verdict::Passed | Verdict::Failed => turn.finish(METHOD).await,
        Verdict::Exhausted => turn.finish_with(Problem::TooManyAttempts, METHOD).await,
        Verdict::Stale => Err(Problem::StaleVersion.into()),
    }
}
