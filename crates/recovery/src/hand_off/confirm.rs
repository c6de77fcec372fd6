//! A visit came back to another browser than that of the recovery, and its person says which number
//! stands on the recovery's screen. Who was sent the provider's address by a stranger does not know
//! it; a wrong one ends the visit.

use crate::{
    app::App,
    command::{Answer, Command, End, Posted, Repetition, Step, claim, finish_claimed, to_the_end},
    error::ApiError,
    hand_off::LockedHandOff,
    keys,
    recovery::visit::{self, Claimed, Verdict, is_code},
    store::{hand_offs::Kind, visits},
};
use regain_contract::{Confirm, HandOffOutcome, Method, Problem, VisitOutcome};
use std::sync::Arc;

const WHAT: &str = "confirm";
const METHOD: Method = Method::Alipay;

/// A visit came back to another browser than that of the recovery, and its person says which
/// number stands on the recovery's screen.
pub async fn confirm(app: Arc<App>, command: Command<Confirm>) -> Result<Answer, ApiError> {
    let body = &command.posted.body;
    if body.auth_code.as_ref().is_some_and(|code| !is_code(code)) {
        return Err(Problem::Malformed.into());
    }
    let how = (WHAT, Repetition::Waits);
    claim(&app, command, how, take, async |command, claimed: Claimed| {
        to_the_end(decide(Arc::clone(&app), command, claimed)).await
    })
    .await
}

/// Claims the visit and counts it, or ends the hand-off at once.
async fn take(
    hand_off: &mut LockedHandOff,
    posted: &Posted<Confirm>,
) -> Result<Step<Claimed>, ApiError> {
    let body = &posted.body;
    hand_off.require(Kind::ConfirmVisit)?;
    let recovery = &mut hand_off.recovery;
    let challenge = recovery.challenge().await?;
    let opened_ms = visit::claim(recovery, &challenge).await?;
    let own = visits::find(&mut recovery.tx, &challenge.id).await?.ok_or(Problem::StaleVersion)?;
    let claimed = match body.auth_code {
        Some(_) => visit::count(recovery, &challenge, opened_ms).await?,
        None => {
            visit::fail(recovery, VisitOutcome::Cancelled).await?;
            None
        }
    };
    match claimed {
        Some(claimed) if keys::equal(&own.match_code, &body.number) => {
            return Ok(Step::Outside(claimed));
        }
        Some(_) => {
            visit::fail(recovery, VisitOutcome::WrongNumber).await?;
        }
        None => {}
    }
    hand_off.end(HandOffOutcome::Failed);
    Ok(Step::End(End::done().by(METHOD)))
}

/// Asks Alipay, judges, and answers.
async fn decide(
    app: Arc<App>,
    command: Command<Confirm>,
    claimed: Claimed,
) -> Result<Answer, ApiError> {
    let code = command.posted.body.auth_code.as_ref().ok_or(Problem::Malformed)?;
    let said = visit::ask(&app, &claimed, code).await;
    finish_claimed(&app, &command, WHAT, async |hand_off: &mut LockedHandOff| {
        match visit::judge(&mut hand_off.recovery, &claimed, said).await? {
            Verdict::Passed => hand_off.end(HandOffOutcome::Passed),
            Verdict::Failed | Verdict::Locked => hand_off.end(HandOffOutcome::Failed),
            Verdict::Stale => return Ok(End::problem(Problem::StaleVersion).by(METHOD)),
        }
        Ok(End::done().by(METHOD))
    })
    .await
}
