//! Gives the code. The try is counted and committed before the code is compared (OTP-05), on the
//! challenge and on the account (OTP-06); a right code gives its count back.  What is not exactly
//! the digits of a code is `malformed` and counts as no try: the page normalises what people type
//! (OTP-12), so nobody gets here with it by hand.

use crate::{
    app::App,
    command::{Answer, Command, End, Posted, Repetition, Step, claim, finish_claimed},
    error::ApiError,
    keys::{self, Purpose},
    recovery::{
        LockedRecovery,
        prove::prove_and_advance,
        send_code::{end_if_locked, failures},
    },
    store::{
        challenges::{self, Challenge},
        rate_limits::{self, Allowance},
        recoveries::Stage,
    },
};
use regain_contract::{Intent, Problem, SubmitCode};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const WHAT: &str = "submit_code";

/// A counted try that is not judged yet: what a repetition needs to go on.
#[derive(Clone, Serialize, Deserialize)]
struct Try {
    challenge_id: String,
    number: u8,
    /// Names the use of the account's budget.
    use_id: String,
}

/// Gives the code.
pub async fn submit_code(app: Arc<App>, command: Command<SubmitCode>) -> Result<Answer, ApiError> {
    let code = command.posted.body.code.expose();
    let is_well_formed = code.len() == usize::from(app.options().code_length)
        && code.bytes().all(|byte| byte.is_ascii_digit());
    if !is_well_formed {
        return Err(Problem::Malformed.into());
    }
    let how = (WHAT, Repetition::Decides);
    claim(&app, command, how, count, async |command, counted: Try| {
        let code = command.posted.body.code.expose();
        finish_claimed(&app, &command, WHAT, async |recovery: &mut LockedRecovery| {
            judge(recovery, code, &counted).await
        })
        .await
    })
    .await
}

/// Counts the try, or says that none is left.
async fn count(
    recovery: &mut LockedRecovery,
    posted: &Posted<SubmitCode>,
) -> Result<Step<Try>, ApiError> {
    recovery.require(Stage::EnterCode)?;
    let challenge = recovery.challenge().await?;
    if challenge.expires_ms <= recovery.now_ms {
        return Err(Problem::CodeExpired.into());
    }
    let most = recovery.app.options().code_attempts;
    let number = challenges::count_try(&mut recovery.tx, &challenge.id, most).await?;
    let number = number.ok_or(Problem::TooManyAttempts)?;
    let use_id = format!("{} {}", recovery.stored.id, posted.key);
    let mut limits = [failures(recovery)];
    let now_ms = recovery.now_ms;
    let reading = rate_limits::take(&mut recovery.tx, &mut limits, &use_id, now_ms).await?;
    if let Allowance::WaitMs(_) = reading {
        end_if_locked(recovery).await?;
        return Ok(Step::End(End::problem(Problem::TooManyAttempts).by(challenge.method)));
    }
    let number = u8::try_from(number).unwrap_or(u8::MAX);
    Ok(Step::Outside(Try { challenge_id: challenge.id, number, use_id }))
}

/// Compares the code, and does what follows from it.
async fn judge(recovery: &mut LockedRecovery, code: &str, counted: &Try) -> Result<End, ApiError> {
    let (tx, id) = (&mut recovery.tx, &recovery.stored.id);
    let challenge = challenges::find(tx, id, &counted.challenge_id).await?;
    let challenge = challenge.ok_or(Problem::StaleVersion)?;
    let hash = recovery.app.keys.hex(Purpose::Code, &[&challenge.id, code]);
    // A decoy's code is drawn and hashed like any other, and never right: it was sent nowhere.
    let to = recovery.profile.destination(challenge.method);
    let was_sent = to.is_some_and(|to| to.address.is_some());
    let end = if keys::equal(&hash, &challenge.code_hash) && was_sent {
        right(recovery, &challenge, counted).await?
    } else {
        wrong(recovery, &challenge, counted).await?
    };
    Ok(end.by(challenge.method))
}

async fn right(
    recovery: &mut LockedRecovery,
    challenge: &Challenge,
    counted: &Try,
) -> Result<End, ApiError> {
    // Not a failure, even where the recovery has moved on meanwhile.
    let meter = failures(recovery).meter;
    rate_limits::give_back(&mut recovery.tx, &meter, &counted.use_id).await?;
    let is_here = recovery.stored.stage == Stage::EnterCode;
    if is_here && prove_and_advance(recovery, challenge).await? {
        return Ok(End::done());
    }
    // Passed or superseded by a command in between.
    Ok(End::problem(Problem::StaleVersion))
}

async fn wrong(
    recovery: &mut LockedRecovery,
    challenge: &Challenge,
    counted: &Try,
) -> Result<End, ApiError> {
    let is_current = recovery.stored.challenge_id.as_ref() == Some(&challenge.id);
    if is_current && end_if_locked(recovery).await? {
        return Ok(End::problem(Problem::TooManyAttempts));
    }
    let attempts_left = recovery.app.options().code_attempts.saturating_sub(counted.number);
    if attempts_left > 0 {
        return Ok(End::problem(Problem::WrongCode { attempts_left }));
    }
    if is_current {
        challenges::void(&mut recovery.tx, &challenge.recovery_id).await?;
        match recovery.stored.intent {
            Intent::ResetPassword => recovery.go_to(Stage::ChooseMethod),
            // There is no other method: only a new code helps.
            Intent::FindUsername => {
                recovery.go_to_challenge(Stage::EnterCode, challenge.id.clone());
            }
        }
    }
    Ok(End::problem(Problem::TooManyAttempts))
}
