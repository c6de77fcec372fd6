//! `POST /hand-offs/current/confirm`: a visit came back to another browser than that of the
//! recovery, and its person says which number stands on the recovery's screen. Who was sent the
//! provider's address by a stranger does not know it; a wrong one ends the visit.

use super::{
    hand_off_turn::{HandOffOpening, HandOffTurn},
    undecided::{Repetition, repetition, to_the_end},
    visit::{self, Claimed, Verdict, is_code},
};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    keys,
    store::{hand_offs::Kind, visits},
};
use axum::extract::State;
use regain_contract::{AuthCode, Confirm, HandOffOutcome, Method, Problem, VisitOutcome};
use std::sync::Arc;

const WHAT: &str = "confirm";
const METHOD: Option<Method> = Some(Method::Alipay);

pub(super) async fn confirm(
    State(app): State<Arc<App>>,
    command: Command<Confirm>,
) -> Result<Answer, ApiError> {
    let body = &command.posted.body;
    if body.auth_code.as_ref().is_some_and(|code| !is_code(code)) {
        return Err(Problem::Malformed.into());
    }
    let claimed = match HandOffTurn::open(&app, &command, WHAT).await? {
        HandOffOpening::Fresh(turn) => match claim(*turn, body).await? {
            Ok(claimed) => claimed,
            Err(answer) => return Ok(answer),
        },
        HandOffOpening::Repeated(turn, given) => match repetition(turn.turn, given).await? {
            Repetition::Answer(answer) => return Ok(answer),
            Repetition::Note(note) => serde_json::from_str(&note)?,
        },
    };
    let code = body.auth_code.clone().ok_or(Problem::Malformed)?;
    to_the_end(async move { decide(&app, &command, &claimed, &code).await }).await
}

/// Claims the visit and commits, or answers at once.
async fn claim(
    mut turn: HandOffTurn<'_>,
    body: &Confirm,
) -> Result<Result<Claimed, Answer>, ApiError> {
    turn.require(Kind::ConfirmVisit)?;
    let recovery = &mut turn.turn;
    let challenge = recovery.challenge().await?;
    let opened_ms = visit::claim(recovery, &challenge).await?;
    let own = visits::find(&mut recovery.tx, &challenge.id).await?.ok_or(Problem::StaleVersion)?;
    if body.auth_code.is_none() {
        visit::fail(recovery, VisitOutcome::Cancelled).await?;
        turn.end(HandOffOutcome::Failed);
        return turn.finish(METHOD).await.map(Err);
    }
    let Some(claimed) = visit::count(recovery, &challenge, opened_ms).await? else {
        turn.end(HandOffOutcome::Failed);
        return turn.finish(METHOD).await.map(Err);
    };
    if !keys::equal(&own.match_code, &body.number) {
        visit::fail(recovery, VisitOutcome::WrongNumber).await?;
        turn.end(HandOffOutcome::Failed);
        return turn.finish(METHOD).await.map(Err);
    }
    turn.turn.claim(serde_json::to_string(&claimed)?).await?;
    Ok(Ok(claimed))
}

/// Asks Alipay, judges, and answers.
async fn decide(
    app: &App,
    command: &Command<Confirm>,
    claimed: &Claimed,
    code: &AuthCode,
) -> Result<Answer, ApiError> {
    let said = visit::ask(app, claimed, code).await;
    let (mut turn, given) = match HandOffTurn::open(app, command, WHAT).await? {
        HandOffOpening::Repeated(turn, given) => (turn, given),
        // The key was claimed; only its removal a day later leads here.
        HandOffOpening::Fresh(_) => return Err(Problem::StaleVersion.into()),
    };
    if given.status != 0 {
        return Answer::given(app, &given);
    }
    match visit::judge(&mut turn.turn, claimed, said).await? {
        Verdict::Passed => turn.end(HandOffOutcome::Passed),
        Verdict::Failed | Verdict::Locked => turn.end(HandOffOutcome::Failed),
        Verdict::Stale => return turn.finish_with(Problem::StaleVersion, METHOD).await,
    }
    turn.finish(METHOD).await
}
