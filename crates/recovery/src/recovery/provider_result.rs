//! What Alipay's redirect brought back to the browser that the recovery is in. The state names the
//! visit, is bound to this recovery and counts once (IDP-01, IDP-02).

use crate::{
    app::App,
    command::{Answer, Command, End, Posted, Repetition, Step, claim, finish_claimed, to_the_end},
    error::ApiError,
    keys,
    recovery::{
        LockedRecovery,
        visit::{self, Claimed, Verdict, is_code},
    },
    store::recoveries::Stage,
};
use regain_contract::{Method, Problem, ProviderResult, VisitOutcome};
use std::sync::Arc;

const WHAT: &str = "provider_result";
const METHOD: Method = Method::Alipay;

/// What Alipay's redirect brought back to the browser that the recovery is in.
pub async fn provider_result(
    app: Arc<App>,
    command: Command<ProviderResult>,
) -> Result<Answer, ApiError> {
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

/// Claims the visit and counts it, or decides at once.
async fn take(
    recovery: &mut LockedRecovery,
    posted: &Posted<ProviderResult>,
) -> Result<Step<Claimed>, ApiError> {
    let body = &posted.body;
    recovery.require(Stage::VisitProvider)?;
    let challenge = recovery.challenge().await?;
    if !keys::equal(&body.state, &recovery.app.keys.state(&challenge.id)) {
        return Err(Problem::StaleVersion.into());
    }
    let opened_ms = visit::claim(recovery, &challenge).await?;
    if body.auth_code.is_none() {
        visit::fail(recovery, VisitOutcome::Cancelled).await?;
        return Ok(Step::End(End::done().by(METHOD)));
    }
    Ok(match visit::count(recovery, &challenge, opened_ms).await? {
        Some(claimed) => Step::Outside(claimed),
        None => Step::End(End::problem(Problem::TooManyAttempts).by(METHOD)),
    })
}

/// Asks Alipay, judges, and answers.
async fn decide(
    app: Arc<App>,
    command: Command<ProviderResult>,
    claimed: Claimed,
) -> Result<Answer, ApiError> {
    let code = command.posted.body.auth_code.as_ref().ok_or(Problem::Malformed)?;
    let said = visit::ask(&app, &claimed, code).await;
    finish_claimed(&app, &command, WHAT, async |recovery: &mut LockedRecovery| {
        let end = match visit::judge(recovery, &claimed, said).await? {
            Verdict::Passed | Verdict::Failed => End::done(),
            Verdict::Locked => End::problem(Problem::TooManyAttempts),
            Verdict::Stale => End::problem(Problem::StaleVersion),
        };
        Ok(end.by(METHOD))
    })
    .await
}
