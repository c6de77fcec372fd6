//! A hand-off as the subject of a command: the same rules as for a recovery, with the hand-off's
//! own version and keys.

use crate::{
    app::App,
    command::{Answer, End, Facts, Subject},
    error::ApiError,
    recovery::{LockedRecovery, face::follow},
    store::{
        Tx,
        hand_offs::{self, Kind, StoredHandOff},
        recoveries, stop_links,
    },
    view,
};
use regain_contract::{HandOffOutcome, Problem};
use std::sync::Arc;

/// A hand-off and its recovery, locked in an open transaction.
pub struct LockedHandOff {
    /// What the command does to the recovery is done here.
    pub recovery: LockedRecovery,
    pub row: StoredHandOff,
}

impl LockedHandOff {
    /// Refuses a command that does not belong to the task.
    pub fn require(&self, kind: Kind) -> Result<(), ApiError> {
        if self.row.kind == kind { Ok(()) } else { Err(Problem::StaleVersion.into()) }
    }

    /// Ends the hand-off.
    pub fn end(&mut self, outcome: HandOffOutcome) {
        self.row.outcome = Some(outcome);
        self.row.version += 1;
    }

    /// Lets the hand-off go on with the facial recognition that the recovery is at now.
    pub async fn follow(&mut self) -> Result<(), ApiError> {
        follow(&mut self.recovery, &mut self.row).await
    }
}

impl Subject for LockedHandOff {
    /// Locks the row of the recovery first, then that of the hand-off, so that whatever races for
    /// one recovery ends in one state (ADM-08).
    async fn lock(app: &Arc<App>, mut tx: Tx, token_hash: &str) -> Result<Self, ApiError> {
        let Some(found) = hand_offs::find(&mut tx, token_hash).await? else {
            let other = stop_links::find(&mut tx, token_hash).await?;
            return Err(other.map_or(Problem::RecoveryExpired, |_| Problem::StaleVersion).into());
        };
        let stored = recoveries::lock_by_id(&mut tx, &found.recovery_id, app.now_ms()).await?;
        let stored = stored.ok_or(Problem::RecoveryExpired)?;
        let row = hand_offs::lock(&mut tx, &found.id).await?.ok_or(Problem::RecoveryExpired)?;
        Ok(Self { recovery: LockedRecovery::of(app, tx, stored).await?, row })
    }

    fn context(&mut self) -> (&Arc<App>, &mut Tx, i64) {
        self.recovery.context()
    }

    fn facts(&self) -> Facts<'_> {
        Facts { scope: &self.row.id, version: self.row.version, ..self.recovery.facts() }
    }

    fn into_tx(self) -> Tx {
        self.recovery.tx
    }

    /// Admits the recovery, then refuses a hand-off that is over.
    async fn admit(&mut self) -> Result<Option<End>, ApiError> {
        if let Some(end) = self.recovery.admit().await? {
            return Ok(Some(end));
        }
        let LockedRecovery { tx, stored, now_ms, .. } = &mut self.recovery;
        match view::outcome(tx, &self.row, stored, true, *now_ms).await? {
            None => Ok(None),
            Some(_) => Err(Problem::StaleVersion.into()),
        }
    }

    async fn save(&mut self) -> Result<(), ApiError> {
        self.recovery.save().await?;
        Ok(hand_offs::save(&mut self.recovery.tx, &self.row).await?)
    }

    async fn view(&mut self) -> Result<Answer, ApiError> {
        let LockedRecovery { app, tx, stored, profile, now_ms, .. } = &mut self.recovery;
        let hand_off =
            view::hand_off(app, tx, &self.row, (&*stored, &*profile, true), *now_ms).await?;
        Answer::of(hand_off.version, &hand_off)
    }
}
