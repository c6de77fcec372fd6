//! Makes the hand-off that its receiver sees. It never tells more than [`HandOff`] has room for.

use super::{approval, face, seconds_until, visit};
use crate::{
    app::App,
    error::ApiError,
    profile::Profile,
    store::{
        Tx, challenges,
        hand_offs::{Kind, StoredHandOff},
        recoveries::StoredRecovery,
    },
};
use regain_contract::{Account, HandOff, HandOffOutcome, Over, RequestContext, Task};

/// How a hand-off ended; `None` while its receiver can still act. That the recovery went another
/// way and that it took too long is not written down: it follows from the challenge. `is_same`:
/// whether the account is as it was when the recovery began.
pub async fn outcome(
    tx: &mut Tx,
    row: &StoredHandOff,
    stored: &StoredRecovery,
    is_same: bool,
    now_ms: i64,
) -> Result<Option<HandOffOutcome>, ApiError> {
    if row.outcome.is_some() {
        return Ok(row.outcome);
    }
    let challenge = challenges::find(tx, &row.recovery_id, &row.challenge_id).await?;
    let Some(challenge) = challenge.filter(|challenge| challenge.is_open && is_same) else {
        return Ok(Some(HandOffOutcome::Withdrawn));
    };
    let end_ms = row.expires_ms.min(challenge.expires_ms).min(stored.expires_ms);
    Ok((end_ms <= now_ms).then_some(HandOffOutcome::Expired))
}

/// The whole hand-off at `now_ms`, with its recovery, that one's profile, and whether the account
/// is as it was.
pub async fn hand_off(
    app: &App,
    tx: &mut Tx,
    row: &StoredHandOff,
    (stored, profile, is_same): (&StoredRecovery, &Profile, bool),
    now_ms: i64,
) -> Result<HandOff, ApiError> {
    let outcome = outcome(tx, row, stored, is_same, now_ms).await?;
    // An end that is not written down has its version all the same.
    let is_unwritten = outcome.is_some() && row.outcome.is_none();
    let version = row.version + i64::from(is_unwritten);
    let task = match outcome {
        Some(outcome) => Task::Over(Over { outcome }),
        None => task(app, tx, row, profile).await?,
    };
    let asker = &stored.asker;
    Ok(HandOff {
        version: u32::try_from(version).unwrap_or(u32::MAX),
        expires_in_s: match outcome {
            Some(_) => 0,
            None => seconds_until(row.expires_ms.min(stored.expires_ms), now_ms),
        },
        account: Account { kind: profile.kind, label: stored.label.clone() },
        asker: RequestContext {
            asked_s_ago: u32::try_from((now_ms - row.created_ms) / 1000).unwrap_or(0),
            browser: asker.browser.clone(),
            system: asker.system.clone(),
            place: asker.place.clone(),
        },
        task,
    })
}

async fn task(
    app: &App,
    tx: &mut Tx,
    row: &StoredHandOff,
    profile: &Profile,
) -> Result<Task, ApiError> {
    Ok(match row.kind {
        Kind::Approve => Task::Approve(approval::task(tx, &row.challenge_id).await?),
        Kind::ScanFace => Task::ScanFace(face::task(app, tx, profile, &row.challenge_id).await?),
        Kind::ConfirmVisit => Task::ConfirmVisit(visit::task(tx, &row.challenge_id).await?),
    })
}
