//! `POST …/code`: gives the code that was sent to the contact phone. The try is counted on the code
//! (OTP-05) and on the phone or the pair (OTP-06), under the lock of the token, in the transaction that judges it.

use super::{send::failures, turn::Turn};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    keys::{self, Purpose},
    random,
    store::{
        appeal_keys::{self, SentCode},
        appeals::{DraftStep, State as Filing},
        rate_limits::{self, Allowance},
    },
};
use axum::extract::State;
use regain_contract::{Problem, SubmitCode};
use std::sync::Arc;

pub(super) async fn code(
    State(app): State<Arc<App>>,
    command: Command<SubmitCode>,
) -> Result<Answer, ApiError> {
    let code = command.posted.body.code.expose();
    let is_well_formed = code.len() == usize::from(app.options().code_length)
        && code.bytes().all(|byte| byte.is_ascii_digit());
    if !is_well_formed {
        return Err(Problem::Malformed.into());
    }
    let mut turn = match Turn::open(&app, &command, "appeal_code").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let token_hash = turn.key.token_hash.clone();
    let is_asked = match (&turn.filed, turn.key.is_proved) {
        (Some(filed), true) => {
            filed.state == Filing::Draft && filed.draft_step == DraftStep::EnterCode
        }
        (None, true) => false,
        (_, false) => true,
    };
    let sent = appeal_keys::code(&mut turn.tx, &token_hash).await?;
    let sent = sent.filter(|_| is_asked).ok_or(Problem::StaleVersion)?;
    if sent.expires_ms <= turn.now_ms {
        return Err(Problem::CodeExpired.into());
    }
    let most = app.options().code_attempts;
    let Some(tries) = appeal_keys::count_try(&mut turn.tx, &token_hash, most).await? else {
        return Err(Problem::TooManyAttempts.into());
    };
    let use_id = random::id(&*app.random)?;
    let failures = failures(&app, &turn.key, &sent.phone);
    let mut limits = [failures.clone()];
    if let Allowance::WaitMs(_) =
        rate_limits::take(&mut turn.tx, &mut limits, &use_id, turn.now_ms).await?
    {
        return turn.finish_with(Problem::TooManyAttempts).await;
    }
    let hash = app.keys.hex(Purpose::Code, &[&sent.code_id, code]);
    // A decoy's code is drawn and hashed like any other, and never right.
    if keys::equal(&hash, &sent.code_hash) && sent.is_real {
        rate_limits::give_back(&mut turn.tx, &failures.meter, &use_id).await?;
        return right(turn, sent).await;
    }
    let attempts_left = most.saturating_sub(u8::try_from(tries).unwrap_or(u8::MAX));
    match attempts_left {
        0 => turn.finish_with(Problem::TooManyAttempts).await,
        _ => turn.finish_with(Problem::WrongCode { attempts_left }).await,
    }
}

async fn right(mut turn: Turn<'_>, sent: SentCode) -> Result<Answer, ApiError> {
    let token_hash = turn.key.token_hash.clone();
    if !appeal_keys::void_code(&mut turn.tx, &token_hash).await? {
        return Err(Problem::StaleVersion.into());
    }
    if turn.key.is_proved {
        turn.draft(&[DraftStep::EnterCode])?.phone = Some(sent.phone);
        turn.go_to(DraftStep::Review);
    } else {
        turn.prove().await?;
    }
    turn.finish().await
}
