//! `POST …/code`: gives the code. The try is counted and committed before the code is compared
//! (OTP-05), on the challenge and on the account (OTP-06); a right code gives its count back.
//!
//! What is not exactly the digits of a code is `malformed` and counts as no try: the page
//! normalises what people type (OTP-12), so nobody gets here with it by hand.

use super::{
    prove::prove_and_advance,
    send_code::{end_if_locked, failures},
    turn::{Opening, Turn},
};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    keys::{self, Purpose},
    store::{
        challenges::{self, Challenge},
        rate_limits::{self, Allowance},
        recoveries::Stage,
    },
};
use axum::extract::State;
use regain_contract::{Intent, Problem, SubmitCode};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A counted try that is not judged yet: what a repetition needs to go on.
#[derive(Clone, Serialize, Deserialize)]
struct Try {
    challenge_id: String,
    number: u8,
    /// Names the use of the account's budget.
    use_id: String,
}

pub(super) async fn submit_code(
    State(app): State<Arc<App>>,
    command: Command<SubmitCode>,
) -> Result<Answer, ApiError> {
    let code = command.posted.body.code.expose();
    let is_well_formed = code.len() == usize::from(app.options().code_length)
        && code.bytes().all(|byte| byte.is_ascii_digit());
    if !is_well_formed {
        return Err(Problem::Malformed.into());
    }
    match Turn::open(&app, &command, "submit_code").await? {
        Opening::Fresh(turn) => match count(*turn, &command.posted.key).await? {
            Ok(counted) => judge(&app, &command, &counted).await,
            Err(answer) => Ok(answer),
        },
        Opening::Repeated(turn, given) => {
            if let Some(answer) = turn.repeat_decided(&given)? {
                return Ok(answer);
            }
            drop(turn);
            judge(&app, &command, &serde_json::from_str(&given.body)?).await
        }
    }
}

/// Counts the try and commits, or answers that none is left.
async fn count(mut turn: Turn<'_>, key: &str) -> Result<Result<Try, Answer>, ApiError> {
    turn.require(Stage::EnterCode)?;
    let challenge = turn.challenge().await?;
    let id = challenge.id.clone();
    let method = Some(challenge.method);
    if challenge.expires_ms <= turn.now_ms {
        return Err(Problem::CodeExpired.into());
    }
    let most = turn.app.options().code_attempts;
    let Some(number) = challenges::count_try(&mut turn.tx, &id, most).await? else {
        return Err(Problem::TooManyAttempts.into());
    };
    let use_id = format!("{} {key}", turn.stored.id);
    let mut limits = [failures(&turn)];
    let reading = rate_limits::take(&mut turn.tx, &mut limits, &use_id, turn.now_ms).await?;
    if let Allowance::WaitMs(_) = reading {
        end_if_locked(&mut turn).await?;
        return turn.finish_with(Problem::TooManyAttempts, method).await.map(Err);
    }
    let number = u8::try_from(number).unwrap_or(u8::MAX);
    let counted = Try { challenge_id: id, number, use_id };
    turn.claim(serde_json::to_string(&counted)?).await?;
    Ok(Ok(counted))
}

/// Compares the code and commits what follows from it.
async fn judge(
    app: &App,
    command: &Command<SubmitCode>,
    counted: &Try,
) -> Result<Answer, ApiError> {
    let (mut turn, given) = match Turn::open(app, command, "submit_code").await? {
        Opening::Repeated(turn, given) => (turn, given),
        // The key was claimed by the count; only its removal a day later leads here.
        Opening::Fresh(_) => return Err(Problem::StaleVersion.into()),
    };
    if given.status != 0 {
        return Answer::given(app, &given);
    }
    let challenge = challenges::find(&mut turn.tx, &turn.stored.id, &counted.challenge_id).await?;
    let challenge = challenge.ok_or(Problem::StaleVersion)?;
    let code = command.posted.body.code.expose();
    let hash = app.keys.hex(Purpose::Code, &[&challenge.id, code]);
    // A decoy's code is drawn and hashed like any other, and never right: it was sent nowhere.
    let to = turn.profile.destination(challenge.method);
    let was_sent = to.is_some_and(|to| to.address.is_some());
    if keys::equal(&hash, &challenge.code_hash) && was_sent {
        right(*turn, &challenge, counted).await
    } else {
        wrong(*turn, &challenge, counted).await
    }
}

async fn right(
    mut turn: Turn<'_>,
    challenge: &Challenge,
    counted: &Try,
) -> Result<Answer, ApiError> {
    // Not a failure, even where the recovery has moved on meanwhile.
    let meter = failures(&turn).meter;
    rate_limits::give_back(&mut turn.tx, &meter, &counted.use_id).await?;
    if turn.stored.stage != Stage::EnterCode || !prove_and_advance(&mut turn, challenge).await? {
        // Passed or superseded by a command in between.
        return turn.finish_with(Problem::StaleVersion, Some(challenge.method)).await;
    }
    turn.finish(Some(challenge.method)).await
}

async fn wrong(
    mut turn: Turn<'_>,
    challenge: &Challenge,
    counted: &Try,
) -> Result<Answer, ApiError> {
    let method = Some(challenge.method);
    let is_current = turn.stored.challenge_id.as_ref() == Some(&challenge.id);
    if is_current && end_if_locked(&mut turn).await? {
        return turn.finish_with(Problem::TooManyAttempts, method).await;
    }
    let attempts_left = turn.app.options().code_attempts.saturating_sub(counted.number);
    if attempts_left > 0 {
        return turn.finish_with(Problem::WrongCode { attempts_left }, method).await;
    }
    if is_current {
        challenges::void(&mut turn.tx, &challenge.recovery_id).await?;
        match turn.stored.intent {
            Intent::ResetPassword => turn.go_to(Stage::ChooseMethod),
            // There is no other method: only a new code helps.
            Intent::FindUsername => turn.go_to_challenge(Stage::EnterCode, challenge.id.clone()),
        }
    }
    turn.finish_with(Problem::TooManyAttempts, method).await
}
