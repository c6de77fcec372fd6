//! `POST …/provider-result`: what Alipay's redirect brought back to the browser that the recovery
//! is in. The state names the visit, is bound to this recovery and counts once (IDP-01, IDP-02).

use super::{
    turn::{Opening, Turn},
    undecided::{Repetition, repetition, to_the_end},
    visit::{self, Claimed, Verdict, is_code},
};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    keys,
    store::recoveries::Stage,
};
use axum::extract::State;
use regain_contract::{AuthCode, Method, Problem, ProviderResult, VisitOutcome};
use std::sync::Arc;

const WHAT: &str = "provider_result";
const METHOD: Option<Method> = Some(Method::Alipay);

pub(super) async fn provider_result(
    State(app): State<Arc<App>>,
    command: Command<ProviderResult>,
) -> Result<Answer, ApiError> {
    let body = &command.posted.body;
    if body.auth_code.as_ref().is_some_and(|code| !is_code(code)) {
        return Err(Problem::Malformed.into());
    }
    let claimed = match Turn::open(&app, &command, WHAT).await? {
        Opening::Fresh(turn) => match claim(*turn, body).await? {
            Ok(claimed) => claimed,
            Err(answer) => return Ok(answer),
        },
        Opening::Repeated(turn, given) => match repetition(*turn, given).await? {
            Repetition::Answer(answer) => return Ok(answer),
            Repetition::Note(note) => serde_json::from_str(&note)?,
        },
    };
    let code = body.auth_code.clone().ok_or(Problem::Malformed)?;
    to_the_end(async move { decide(&app, &command, &claimed, &code).await }).await
}

/// Claims the visit and commits, or answers at once.
async fn claim(
    mut turn: Turn<'_>,
    body: &ProviderResult,
) -> Result<Result<Claimed, Answer>, ApiError> {
    turn.require(Stage::VisitProvider)?;
    let challenge = turn.challenge().await?;
    if !keys::equal(&body.state, &turn.app.keys.state(&challenge.id)) {
        return Err(Problem::StaleVersion.into());
    }
    let opened_ms = visit::claim(&mut turn, &challenge).await?;
    if body.auth_code.is_none() {
        visit::fail(&mut turn, VisitOutcome::Cancelled).await?;
        return turn.finish(METHOD).await.map(Err);
    }
    let Some(claimed) = visit::count(&mut turn, &challenge, opened_ms).await? else {
        return turn.finish_with(Problem::TooManyAttempts, METHOD).await.map(Err);
    };
    turn.claim(serde_json::to_string(&claimed)?).await?;
    Ok(Ok(claimed))
}

/// Asks Alipay, judges, and answers.
async fn decide(
    app: &App,
    command: &Command<ProviderResult>,
    claimed: &Claimed,
    code: &AuthCode,
) -> Result<Answer, ApiError> {
    let said = visit::ask(app, claimed, code).await;
    let (mut turn, given) = match Turn::open(app, command, WHAT).await? {
        Opening::Repeated(turn, given) => (turn, given),
        // The key was claimed; only its removal a day later leads here.
        Opening::Fresh(_) => return Err(Problem::StaleVersion.into()),
    };
    if given.status != 0 {
        return Answer::given(app, &given);
    }
    match visit::judge(&mut turn, claimed, said).await? {
        Verdict::Passed | Verdict::Failed => turn.finish(METHOD).await,
        Verdict::Locked => turn.finish_with(Problem::TooManyAttempts, METHOD).await,
        Verdict::Stale => turn.finish_with(Problem::StaleVersion, METHOD).await,
    }
}
