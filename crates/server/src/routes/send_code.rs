//! Sends a code: opens a challenge and queues its message, within the limits of OTP-10. Used by
//! choosing a method and by asking for a new code. A decoy goes through all of it; only the worker
//! finds that there is nowhere to send to (ENU-05).

use super::turn::{Turn, hourly};
use crate::{
    http::{ApiError, Client},
    keys::Purpose,
    outbox,
    profile::Destination,
    random,
    store::{
        challenges::{self, Challenge},
        rate_limits::{self, Allowance, Limit},
        recoveries::Stage,
    },
    view,
};
use regain_contract::{EndReason, Method, Problem};

/// The budget of wrong codes of the recovery's account (OTP-06).
pub(super) fn failures(turn: &Turn<'_>) -> Limit {
    Limit {
        meter: format!("failures {}", turn.stored.subject),
        most: turn.app.options().failures_per_day,
        window_ms: 24 * 60 * 60 * 1000,
    }
}

/// Ends the recovery if the account has no wrong codes left, or if its owner stopped a change
/// lately; whether it did.
pub(super) async fn end_if_locked(turn: &mut Turn<'_>) -> Result<bool, ApiError> {
    if turn.profile.stopped_until_ms > turn.now_ms {
        turn.stored.retry_ms = turn.profile.stopped_until_ms;
        turn.end(EndReason::Locked).await?;
        return Ok(true);
    }
    let limit = failures(turn);
    match rate_limits::read(&mut turn.tx, &limit, turn.now_ms).await? {
        Allowance::Left(_) => Ok(false),
        Allowance::WaitMs(wait_ms) => {
            turn.stored.retry_ms = turn.now_ms + wait_ms;
            turn.end(EndReason::Locked).await?;
            Ok(true)
        }
    }
}

/// Opens a challenge and queues its code, or says how long to wait.
pub(super) async fn send_code(
    turn: &mut Turn<'_>,
    client: &Client,
    method: Method,
    to: &Destination,
) -> Result<(), ApiError> {
    let id = random::id(&*turn.app.random)?;
    let mut limits = limits(turn, client, to);
    let reading = rate_limits::take(&mut turn.tx, &mut limits, &id, turn.now_ms).await?;
    if let Allowance::WaitMs(wait_ms) = reading {
        let retry_after_s = view::seconds_until(wait_ms, 0);
        return Err(Problem::Throttled { retry_after_s }.into());
    }
    let options = turn.app.options();
    let code = random::code(&*turn.app.random, options.code_length)?;
    let challenge = Challenge {
        recovery_id: turn.stored.id.clone(),
        account_id: turn.profile.account_id.clone(),
        method,
        sent_to: to.mask.clone(),
        code_hash: turn.app.keys.hex(Purpose::Code, &[&id, &code]),
        tries: 0,
        is_open: true,
        resend_ms: turn.now_ms + i64::from(options.resend_after_s) * 1000,
        expires_ms: turn.now_ms + i64::from(options.code_s) * 1000,
        id,
    };
    challenges::open(&mut turn.tx, &challenge).await?;
    outbox::queue_code(turn, &challenge, to, &code).await?;
    turn.go_to_challenge(Stage::EnterCode, challenge.id);
    Ok(())
}

fn limits(turn: &Turn<'_>, client: &Client, to: &Destination) -> Vec<Limit> {
    let options = turn.app.options();
    let address = turn.app.keys.hex(Purpose::Meter, &["send", &client.0]);
    let cooldown_ms = i64::from(options.resend_after_s) * 1000;
    let mut limits = vec![
        hourly(format!("to {}", to.meter), options.sends_per_destination),
        hourly(format!("for {}", turn.stored.subject), options.sends_per_account),
        hourly(format!("from {address}"), options.sends_per_address),
        hourly("sends in all".into(), options.sends_in_all),
    ];
    if cooldown_ms > 0 {
        let meter = format!("just now to {}", to.meter);
        limits.push(Limit { meter, most: 1, window_ms: cooldown_ms });
    }
    limits
}
