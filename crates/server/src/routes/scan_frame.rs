//! `POST /hand-offs/current/face/frame`: passes one picture of another device on, as `face_frame`
//! does. The first screen goes on by itself.

use super::{
    face::{self, METHOD, Verdict},
    hand_off_turn::HandOffTurn,
};
use crate::{
    app::App,
    face::{Decision, Picture},
    http::{Answer, ApiError, Command},
    store::{
        faces::{self, Place},
        hand_offs::Kind,
    },
};
use axum::extract::State;
use regain_contract::{HandOffOutcome, Problem, SubmitFrame};
use std::sync::Arc;

const WHAT: &str = "scan_frame";

pub(super) async fn scan_frame(
    State(app): State<Arc<App>>,
    command: Command<SubmitFrame>,
) -> Result<Answer, ApiError> {
    let picture = Picture::read(&command.posted.body.jpeg).ok_or(Problem::Malformed)?;
    let mut turn = match HandOffTurn::open_or_repeat(&app, &command, WHAT).await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    turn.require(Kind::ScanFace)?;
    let Some(taking) = face::take(&mut turn.turn, Place::HandedOff).await? else {
        turn.follow().await?;
        return turn.finish(METHOD).await;
    };
    turn.turn.step_aside().await?;
    let said = face::relay(&app, &taking, picture).await?;
    let mut turn = match HandOffTurn::open_or_repeat(&app, &command, WHAT).await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let decision = match said {
        Ok(decision) => decision,
        Err(guidance) => {
            faces::guide(&mut turn.turn.tx, &taking.challenge_id, guidance).await?;
            Decision::Pending
        }
    };
    match face::judge(&mut turn.turn, &taking.challenge_id, decision).await? {
        Verdict::Pending => return turn.finish_quietly().await,
        Verdict::Passed => turn.end(HandOffOutcome::Passed),
        Verdict::Failed => turn.follow().await?,
        Verdict::Exhausted => turn.end(HandOffOutcome::Failed),
        Verdict::Stale => return Err(Problem::StaleVersion.into()),
    }
    turn.finish(METHOD).await
}
