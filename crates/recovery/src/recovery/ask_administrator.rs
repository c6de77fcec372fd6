//! Asks an administrator. One request is open per account, whatever recovery it belongs to
//! (ADM-05). A decoy's is written like any other; only nobody gets it.

use crate::{
    app::App,
    command::{Answer, Client, Command, End, run},
    error::ApiError,
    keys::{Purpose, sha256_hex},
    outbox, plain,
    profile::Administrator,
    random,
    recovery::{
        LockedRecovery,
        open_challenge::{numbers, open_challenge},
        send_code::end_if_locked,
    },
    store::{
        approvals::{self, Approval},
        hand_offs::{self, Kind, StoredHandOff},
        rate_limits::{self, Allowance, Limit},
        recoveries::Stage,
    },
    throttle::{hourly, throttled},
};
use regain_contract::{AskAdministrator, Method, Problem};
use std::sync::Arc;

/// How many numbers the administrator picks from.
const NUMBERS: usize = 6;
const METHOD: Method = Method::Administrator;

/// Asks an administrator.
pub async fn ask_administrator(
    app: Arc<App>,
    command: Command<AskAdministrator>,
) -> Result<Answer, ApiError> {
    let AskAdministrator { administrator, reason } = &command.posted.body;
    let reason = plain::clean(reason).filter(|reason| !reason.is_empty());
    let reason = reason.ok_or(Problem::Malformed)?;
    run(&app, &command, "ask_administrator", async |recovery: &mut LockedRecovery| {
        recovery.require(Stage::ChooseAdministrator)?;
        let asked =
            recovery.profile.administrators.iter().find(|one| one.id == *administrator).cloned();
        // Not offered, or not any more: the page reads again.
        let asked = asked.ok_or(Problem::StaleVersion)?;
        if end_if_locked(recovery).await? {
            return Ok(End::problem(Problem::TooManyAttempts).by(METHOD));
        }
        if let Some(wait_ms) = wait(recovery, &command.posted.client, &asked).await? {
            return Err(throttled(wait_ms));
        }
        ask(recovery, &asked, reason).await?;
        Ok(End::done().by(METHOD))
    })
    .await
}

/// How long nobody may be asked; counts the request when somebody may. The meter of the account is
/// locked by counting, so that two recoveries never both find no open request.
async fn wait(
    recovery: &mut LockedRecovery,
    client: &Client,
    asked: &Administrator,
) -> Result<Option<i64>, ApiError> {
    let use_id = random::id(&*recovery.app.random)?;
    let mut limits = limits(recovery, client, asked);
    let (now_ms, subject, stamp) =
        (recovery.now_ms, recovery.stored.subject.clone(), recovery.stored.stamp.clone());
    let counted = rate_limits::take(&mut recovery.tx, &mut limits, &use_id, now_ms).await?;
    let open_ms = approvals::open_until(&mut recovery.tx, &subject, &stamp, now_ms).await?;
    // Read after the open request: whoever reports that one ends it in the same transaction.
    let reported = rate_limits::read(&mut recovery.tx, &reports(&subject), now_ms).await?;
    let waits = [counted, reported].into_iter().filter_map(|reading| match reading {
        Allowance::Left(_) => None,
        Allowance::WaitMs(wait_ms) => Some(wait_ms),
    });
    Ok(waits.chain(open_ms.map(|open_ms| open_ms - now_ms)).max())
}

fn limits(recovery: &LockedRecovery, client: &Client, asked: &Administrator) -> [Limit; 4] {
    let options = recovery.app.options();
    // A decoy's administrators have no names, and need other rate_limits than each other.
    let name = if asked.username.is_empty() { &asked.id } else { &asked.username };
    let meter = |what: &str, whose: &str| recovery.app.keys.hex(Purpose::Meter, &[what, whose]);
    [
        hourly(format!("asks for {}", recovery.stored.subject), options.asks_per_requester),
        hourly(format!("asks from {}", meter("ask", &client.0)), options.asks_per_requester),
        hourly(format!("asks of {}", meter("asked", name)), options.asks_per_administrator),
        hourly("sends in all".into(), options.sends_in_all),
    ]
}

/// The day without requests after an administrator reported one.
pub fn reports(subject: &str) -> Limit {
    let window_ms = 24 * 60 * 60 * 1000;
    Limit { meter: format!("reports {subject}"), most: 1, window_ms }
}

async fn ask(
    recovery: &mut LockedRecovery,
    asked: &Administrator,
    reason: String,
) -> Result<(), ApiError> {
    let options = recovery.app.options();
    let (approval_s, remind_after_s) = (options.approval_s, options.remind_after_s);
    let challenge_id = open_challenge(recovery, Method::Administrator, approval_s).await?;
    let (match_code, numbers) = numbers(recovery, NUMBERS)?;
    let approval = Approval {
        challenge_id: challenge_id.clone(),
        subject: recovery.stored.subject.clone(),
        administrator: asked.username.clone(),
        asked: asked.label.clone(),
        reason,
        match_code,
        numbers,
        state: approvals::State::Open,
        note: String::new(),
        asked_ms: recovery.now_ms,
        reminders: 0,
        remind_ms: recovery.now_ms + i64::from(remind_after_s) * 1000,
    };
    approvals::insert(&mut recovery.tx, &approval).await?;
    let hand_off = StoredHandOff {
        id: random::id(&*recovery.app.random)?,
        recovery_id: recovery.stored.id.clone(),
        challenge_id: challenge_id.clone(),
        kind: Kind::Approve,
        version: 1,
        outcome: None,
        created_ms: recovery.now_ms,
        opened_ms: None,
        expires_ms: recovery.now_ms + i64::from(approval_s) * 1000,
    };
    let ticket = recovery.app.keys.ticket(&hand_off.id);
    hand_offs::insert(&mut recovery.tx, &hand_off, &sha256_hex(ticket.as_bytes())).await?;
    outbox::queue_request(recovery, &approval, &hand_off).await?;
    recovery.go_to_challenge(Stage::AwaitApproval, challenge_id);
    Ok(())
}
