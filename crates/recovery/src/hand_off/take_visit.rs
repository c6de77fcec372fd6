//! Alipay's redirect came to a browser that does not have the recovery, such as the one on the
//! phone that read the QR code (IDP-06). The state opens a hand-off, always the same one, in which
//! the person confirms by a number that both screens belong together. It uses nothing up, and what
//! the redirect brought else does not come here.

use crate::{
    app::App,
    command::{Answer, Begun, Posted, begin},
    error::ApiError,
    hand_off,
    keys::sha256_hex,
    store::{
        Tx, challenges,
        hand_offs::{self, Kind, StoredHandOff},
        recoveries::{self, StoredRecovery},
        visits,
    },
    view,
};
use regain_contract::{HandOff, HandOffTicket, Problem, TakeVisit, Taken};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is stored under the key: all but the ticket, which is derived again.
#[derive(Serialize, Deserialize)]
struct Opened {
    id: String,
    hand_off: HandOff,
}

impl Begun for Opened {
    fn version(&self) -> i64 {
        self.hand_off.version.into()
    }
}

/// Alipay's redirect came to a browser that does not have the recovery, such as the one on the
/// phone that read the QR code (IDP-06).
pub async fn take_visit(app: Arc<App>, posted: Posted<TakeVisit>) -> Result<Answer, ApiError> {
    let begun = begin(&app, "take_visit", &posted, async |mut at| {
        let begun = take(&app, &mut at.tx, &posted.body.state).await?;
        Ok((at, begun))
    })
    .await?;
    respond(&app, begun)
}

async fn take(app: &App, tx: &mut Tx, state: &str) -> Result<Opened, ApiError> {
    let now_ms = app.now_ms();
    let found = visits::by_state(tx, &sha256_hex(state.as_bytes())).await?;
    let (recovery_id, challenge_id) = found.ok_or(Problem::RecoveryExpired)?;
    let stored = recoveries::lock_by_id(tx, &recovery_id, now_ms).await?;
    let stored = stored.ok_or(Problem::RecoveryExpired)?;
    let (profile, is_same) = view::profile(app, tx, &stored).await?;
    let row = match hand_offs::of_challenge(tx, &challenge_id).await? {
        Some(row) => row,
        None => open(app, tx, &stored, &challenge_id, now_ms).await?,
    };
    if view::outcome(tx, &row, &stored, is_same, now_ms).await?.is_some() {
        return Err(Problem::RecoveryExpired.into());
    }
    let hand_off = view::hand_off(app, tx, &row, (&stored, &profile, is_same), now_ms).await?;
    Ok(Opened { id: row.id, hand_off })
}

async fn open(
    app: &App,
    tx: &mut Tx,
    stored: &StoredRecovery,
    challenge_id: &str,
    now_ms: i64,
) -> Result<StoredHandOff, ApiError> {
    let challenge = challenges::find(tx, &stored.id, challenge_id).await?;
    let challenge = challenge.ok_or(Problem::RecoveryExpired)?;
    let visit = visits::find(tx, challenge_id).await?.ok_or(Problem::RecoveryExpired)?;
    if visit.claimed_ms.is_some() {
        return Err(Problem::RecoveryExpired.into());
    }
    hand_off::make(app, tx, &challenge, Kind::ConfirmVisit, now_ms).await
}

fn respond(app: &App, given: Opened) -> Result<Answer, ApiError> {
    let ticket = HandOffTicket::new(app.keys.ticket(&given.id));
    let (version, hand_off) = (given.hand_off.version, given.hand_off);
    Ok(Answer::of(version, &Taken { ticket, hand_off })?.created())
}
