//! `GET /hand-offs/current`: reads the hand-off, at once or when it changes. Looking uses nothing
//! up (TOK-09). The one thing it writes, once, is that a link for a facial recognition was opened:
//! the first screen says so.

use crate::{
    app::App,
    command::Answer,
    error::ApiError,
    store::{
        Tx,
        hand_offs::{self, Kind, StoredHandOff},
        recoveries, stop_links,
    },
    view,
};
use regain_contract::Problem;
use std::sync::Arc;

/// Writes down that the link was opened, the first time that it is looked at.
pub async fn look(app: &App, ticket_hash: &str) -> Result<(), ApiError> {
    let mut tx = app.store.begin_reading().await?;
    let Some(row) = hand_offs::find(&mut tx, ticket_hash).await? else { return Ok(()) };
    drop(tx);
    let is_over = row.outcome.is_some() || row.expires_ms <= app.now_ms();
    if row.kind == Kind::ScanFace && row.opened_ms.is_none() && !is_over {
        open(app, &row).await?;
    }
    Ok(())
}

/// Notes that the link was opened.
async fn open(app: &App, row: &StoredHandOff) -> Result<(), ApiError> {
    let now_ms = app.now_ms();
    let mut tx = app.store.begin().await?;
    let Some(mut stored) = recoveries::lock_by_id(&mut tx, &row.recovery_id, now_ms).await? else {
        return Ok(());
    };
    let Some(mut row) = hand_offs::lock(&mut tx, &row.id).await? else { return Ok(()) };
    let over = view::outcome(&mut tx, &row, &stored, true, now_ms).await?;
    if over.is_some() || row.opened_ms.is_some() {
        return Ok(());
    }
    row.opened_ms = Some(now_ms);
    hand_offs::save(&mut tx, &row).await?;
    // The first screen shows it, so its version goes up; nothing else about it changes.
    stored.version += 1;
    recoveries::save(&mut tx, &stored).await?;
    tx.commit().await?;
    app.committed();
    Ok(())
}

/// The hand-off or the stop link as it is now.
pub async fn current(app: Arc<App>, ticket_hash: String) -> Result<Answer, ApiError> {
    let mut tx = app.store.begin_reading().await?;
    let Some(row) = hand_offs::find(&mut tx, &ticket_hash).await? else {
        return read_stop_link(&app, tx, &ticket_hash).await;
    };
    let stored = recoveries::find_by_id(&mut tx, &row.recovery_id).await?;
    let stored = stored.ok_or(Problem::RecoveryExpired)?;
    let (profile, is_same) = view::profile(&app, &mut tx, &stored).await?;
    let parts = (&stored, &profile, is_same);
    let hand_off = view::hand_off(&app, &mut tx, &row, parts, app.now_ms()).await?;
    Answer::of(hand_off.version, &hand_off)
}

async fn read_stop_link(app: &App, mut tx: Tx, ticket_hash: &str) -> Result<Answer, ApiError> {
    let link = stop_links::find(&mut tx, ticket_hash).await?.ok_or(Problem::RecoveryExpired)?;
    let hand_off = view::stop_link(&mut tx, &link, app.now_ms()).await?;
    Answer::of(hand_off.version, &hand_off)
}
