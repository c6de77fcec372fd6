//! Asks the provider about the sessions of hand-offs, whose pictures may be taken on its own page:
//! nothing comes to us from there. Runs beside the outbox, so that a slow provider delays no message.

use super::face::{self, ASK_AFTER_MS, METHOD, Verdict};
use crate::{
    app::App,
    command::commit,
    error::ApiError,
    ports::face::Decision,
    recovery::LockedRecovery,
    store::{
        faces::{self, Due},
        hand_offs,
    },
};
use regain_contract::HandOffOutcome;
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::timeout};

/// How often it looks for sessions that are due.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Asks until told to stop.
pub async fn ask_faces(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = ask_due(&app, &stop).await {
            tracing::error!(?error, "facial recognitions cannot be asked about");
        }
        let _ = timeout(LOOK_EVERY, stop.changed()).await;
    }
}

async fn ask_due(app: &Arc<App>, stop: &watch::Receiver<bool>) -> Result<(), ApiError> {
    while !*stop.borrow() {
        let now_ms = app.now_ms();
        let mut tx = app.store.begin().await?;
        let due = faces::claim_due(&mut tx, now_ms, now_ms + ASK_AFTER_MS).await?;
        tx.commit().await?;
        let Some(due) = due else { return Ok(()) };
        // What fails is asked again when it is due again.
        match app.parties.face.describe(&due.certify_id).await {
            Ok(Decision::Pending) => {}
            Ok(decision) => decide(app, &due, decision).await?,
            Err(failure) => tracing::warn!(failure, "face provider"),
        }
    }
    Ok(())
}

async fn decide(app: &Arc<App>, due: &Due, decision: Decision) -> Result<(), ApiError> {
    let recovery = LockedRecovery::for_worker(app, &due.recovery_id).await?;
    let Some(mut recovery) = recovery else { return Ok(()) };
    let row = hand_offs::of_challenge(&mut recovery.tx, &due.challenge_id).await?;
    let Some(row) = row else { return Ok(()) };
    let row = hand_offs::lock(&mut recovery.tx, &row.id).await?;
    let Some(mut row) = row else { return Ok(()) };
    let mut end = |outcome| {
        row.outcome = Some(outcome);
        row.version += 1;
    };
    match face::judge(&mut recovery, &due.challenge_id, decision).await? {
        Verdict::Passed => end(HandOffOutcome::Passed),
        Verdict::Exhausted => end(HandOffOutcome::Failed),
        Verdict::Failed => face::follow(&mut recovery, &mut row).await?,
        Verdict::Pending | Verdict::Stale => return Ok(()),
    }
    hand_offs::save(&mut recovery.tx, &row).await?;
    commit(recovery, "face_poll", METHOD).await
}
