//! Sends a code: opens a challenge and queues its message, within the limits of OTP-10. Used by
//! choosing a method and by asking for a new code. A decoy goes through all of it; only the worker
//! finds that there is nowhere to send to (ENU-05).

use crate::{
    command::Client,
    error::ApiError,
    keys::Purpose,
    outbox,
    profile::Destination,
    random,
    recovery::LockedRecovery,
    store::{
        challenges::{self, Challenge},
        rate_limits::{self, Allowance, Limit},
        recoveries::Stage,
    },
    throttle::{self, hourly},
};
use regain_contract::{EndReason, Method};

/// The budget of wrong codes of the recovery's account (OTP-06).
pub fn failures(recovery: &LockedRecovery) -> Limit {
    Limit {
        meter: format!("failures {}", recovery.stored.subject),
        most: recovery.app.options().failures_per_day,
        window_ms: 24 * 60 * 60 * 1000,
    }
}

/// Ends the recovery if the account has no wrong codes left, or if its owner stopped a change
/// lately; whether it did.
pub async fn end_if_locked(recovery: &mut LockedRecovery) -> Result<bool, ApiError> {
    if recovery.profile.stopped_until_ms > recovery.now_ms {
        recovery.stored.retry_ms = recovery.profile.stopped_until_ms;
        recovery.end(EndReason::Locked).await?;
        return Ok(true);
    }
    let limit = failures(recovery);
    match rate_limits::read(&mut recovery.tx, &limit, recovery.now_ms).await? {
        Allowance::Left(_) => Ok(false),
        Allowance::WaitMs(wait_ms) => {
            recovery.stored.retry_ms = recovery.now_ms + wait_ms;
            recovery.end(EndReason::Locked).await?;
            Ok(true)
        }
    }
}

/// Opens a challenge and queues its code, or says how long to wait.
pub async fn send_code(
    recovery: &mut LockedRecovery,
    client: &Client,
    method: Method,
    to: &Destination,
) -> Result<(), ApiError> {
    let id = random::id(&*recovery.app.random)?;
    let mut limits = limits(recovery, client, to);
    throttle::take(&mut recovery.tx, &mut limits, &id, recovery.now_ms).await?;
    let options = recovery.app.options();
    let code = random::code(&*recovery.app.random, options.code_length)?;
    let challenge = Challenge {
        recovery_id: recovery.stored.id.clone(),
        account_id: recovery.profile.account_id.clone(),
        method,
        sent_to: to.mask.clone(),
        code_hash: recovery.app.keys.hex(Purpose::Code, &[&id, &code]),
        tries: 0,
        is_open: true,
        resend_ms: recovery.now_ms + i64::from(options.resend_after_s) * 1000,
        expires_ms: recovery.now_ms + i64::from(options.code_s) * 1000,
        id,
    };
    challenges::open(&mut recovery.tx, &challenge).await?;
    outbox::queue_code(recovery, &challenge, to, &code).await?;
    recovery.go_to_challenge(Stage::EnterCode, challenge.id);
    Ok(())
}

fn limits(recovery: &LockedRecovery, client: &Client, to: &Destination) -> Vec<Limit> {
    let options = recovery.app.options();
    let address = recovery.app.keys.hex(Purpose::Meter, &["send", &client.0]);
    let cooldown_ms = i64::from(options.resend_after_s) * 1000;
    let mut limits = vec![
        hourly(format!("to {}", to.meter), options.sends_per_destination),
        hourly(format!("for {}", recovery.stored.subject), options.sends_per_account),
        hourly(format!("from {address}"), options.sends_per_address),
        hourly("sends in all".into(), options.sends_in_all),
    ];
    if cooldown_ms > 0 {
        let meter = format!("just now to {}", to.meter);
        limits.push(Limit { meter, most: 1, window_ms: cooldown_ms });
    }
    limits
}
