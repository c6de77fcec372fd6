//! The end of a request for approval: one state, one mail to the administrator who was asked,
//! whatever raced (ADM-08). A decision, asking another and what a command finds expired end it
//! in their own transaction. Everything else only voids the challenge: cancelling, another method,
//! a completed recovery, a changed account, time. The worker finds those and ends them here too, so
//! that no way out of a recovery can forget it.

use crate::{
    app::App,
    error::ApiError,
    outbox,
    recovery::LockedRecovery,
    store::{
        Tx,
        approvals::{self, State},
        challenges, hand_offs,
        recoveries::{self, Stage, StoredRecovery},
    },
};

/// Ends the request of a challenge; `false`, and nothing is changed, when it has ended before.
pub async fn end_request(
    recovery: &mut LockedRecovery,
    challenge_id: &str,
    state: State,
    note: &str,
) -> Result<bool, ApiError> {
    end(
        &recovery.app,
        &mut recovery.tx,
        &recovery.stored,
        (challenge_id, state, note),
        recovery.now_ms,
    )
    .await
}

/// Goes from a request that came to nothing back to the choice of an administrator.
pub async fn go_back(recovery: &mut LockedRecovery, challenge_id: String) -> Result<(), ApiError> {
    challenges::void(&mut recovery.tx, &recovery.stored.id).await?;
    recovery.go_to_challenge(Stage::ChooseAdministrator, challenge_id);
    Ok(())
}

/// Writes down that nobody decided in time, where that is so. Readers see it without.
pub async fn lapse(recovery: &mut LockedRecovery) -> Result<(), ApiError> {
    let challenge = recovery.challenge().await?;
    if recovery.stored.stage == Stage::AwaitApproval && challenge.expires_ms <= recovery.now_ms {
        end_request(recovery, &challenge.id, State::Expired, "").await?;
        go_back(recovery, challenge.id).await?;
    }
    Ok(())
}

/// Ends the requests whose challenge is void or has expired: the worker's part.
pub async fn end_lapsed(app: &App) -> Result<(), ApiError> {
    let mut tx = app.store.begin_reading().await?;
    let lapsed = approvals::lapsed(&mut tx, app.now_ms()).await?;
    drop(tx);
    for (challenge_id, recovery_id) in lapsed {
        let now_ms = app.now_ms();
        let mut tx = app.store.begin().await?;
        // Locked like in a command; one that has expired is nobody's any more.
        let locked = recoveries::lock_by_id(&mut tx, &recovery_id, now_ms).await?;
        let stored = match locked {
            Some(stored) => Some(stored),
            None => recoveries::find_by_id(&mut tx, &recovery_id).await?,
        };
        let challenge = challenges::find(&mut tx, &recovery_id, &challenge_id).await?;
        let (Some(stored), Some(challenge)) = (stored, challenge) else { continue };
        let state = match (challenge.is_open, challenge.expires_ms <= now_ms) {
            (true, true) => State::Expired,
            (true, false) => continue,
            (false, _) => State::Withdrawn,
        };
        if end(app, &mut tx, &stored, (&challenge_id, state, ""), now_ms).await? {
            tx.commit().await?;
            app.committed();
        }
    }
    Ok(())
}

async fn end(
    app: &App,
    tx: &mut Tx,
    stored: &StoredRecovery,
    (challenge_id, state, note): (&str, State, &str),
    now_ms: i64,
) -> Result<bool, ApiError> {
    let Some(administrator) = approvals::end(tx, challenge_id, state, note, now_ms).await? else {
        return Ok(false);
    };
    if let Some(outcome) = state.hand_off() {
        hand_offs::end(tx, challenge_id, outcome).await?;
    }
    outbox::queue_over(app, tx, stored, (&administrator, state), now_ms).await?;
    Ok(true)
}
