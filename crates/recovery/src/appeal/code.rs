//! Gives the code that was sent to the contact phone. The try is counted on the code (OTP-05) and
//! on the phone or the pair (OTP-06), under the lock of the token, in the transaction that judges
//! it.

use crate::{
    app::App,
    appeal::{LockedAppeal, send::failures},
    command::{Answer, Command, End, run},
    error::ApiError,
    keys::{self, Purpose},
    random,
    store::{
        appeal_keys::{self, SentCode},
        appeals::{DraftStep, State as Filing},
        rate_limits::{self, Allowance},
    },
};
use regain_contract::{Problem, SubmitCode};
use std::sync::Arc;

/// Gives the code that was sent to the contact phone.
pub async fn code(app: Arc<App>, command: Command<SubmitCode>) -> Result<Answer, ApiError> {
    let code = command.posted.body.code.expose();
    let is_well_formed = code.len() == usize::from(app.options().code_length)
        && code.bytes().all(|byte| byte.is_ascii_digit());
    if !is_well_formed {
        return Err(Problem::Malformed.into());
    }
    run(&app, &command, "appeal_code", async |appeal: &mut LockedAppeal| judge(appeal, code).await)
        .await
}

/// Counts the try, compares the code, and does what follows from it.
async fn judge(appeal: &mut LockedAppeal, code: &str) -> Result<End, ApiError> {
    let app = Arc::clone(&appeal.app);
    let token_hash = appeal.key.token_hash.clone();
    let is_asked = match (&appeal.filed, appeal.key.is_proved) {
        (Some(filed), true) => {
            filed.state == Filing::Draft && filed.draft_step == DraftStep::EnterCode
        }
        (None, true) => false,
        (_, false) => true,
    };
    let sent = appeal_keys::code(&mut appeal.tx, &token_hash).await?;
    let sent = sent.filter(|_| is_asked).ok_or(Problem::StaleVersion)?;
    if sent.expires_ms <= appeal.now_ms {
        return Err(Problem::CodeExpired.into());
    }
    let most = app.options().code_attempts;
    let Some(tries) = appeal_keys::count_try(&mut appeal.tx, &token_hash, most).await? else {
        return Err(Problem::TooManyAttempts.into());
    };
    let use_id = random::id(&*app.random)?;
    let failures = failures(&app, &appeal.key, &sent.phone);
    let mut limits = [failures.clone()];
    if let Allowance::WaitMs(_) =
        rate_limits::take(&mut appeal.tx, &mut limits, &use_id, appeal.now_ms).await?
    {
        return Ok(End::problem(Problem::TooManyAttempts));
    }
    let hash = app.keys.hex(Purpose::Code, &[&sent.code_id, code]);
    // A decoy's code is drawn and hashed like any other, and never right.
    if keys::equal(&hash, &sent.code_hash) && sent.is_real {
        rate_limits::give_back(&mut appeal.tx, &failures.meter, &use_id).await?;
        return right(appeal, sent).await;
    }
    let attempts_left = most.saturating_sub(u8::try_from(tries).unwrap_or(u8::MAX));
    Ok(End::problem(match attempts_left {
        0 => Problem::TooManyAttempts,
        _ => Problem::WrongCode { attempts_left },
    }))
}

async fn right(appeal: &mut LockedAppeal, sent: SentCode) -> Result<End, ApiError> {
    let token_hash = appeal.key.token_hash.clone();
    if !appeal_keys::void_code(&mut appeal.tx, &token_hash).await? {
        return Err(Problem::StaleVersion.into());
    }
    if appeal.key.is_proved {
        appeal.draft(&[DraftStep::EnterCode])?.phone = Some(sent.phone);
        appeal.go_to(DraftStep::Review);
    } else {
        appeal.prove().await?;
    }
    Ok(End::done())
}
