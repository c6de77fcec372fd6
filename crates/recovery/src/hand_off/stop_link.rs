//! The link of a notice as the subject of a command, with the link's own version and keys.

use crate::{
    app::App,
    command::{Answer, End, Facts, Subject},
    error::ApiError,
    store::{
        Tx, appeals, completion, hand_offs,
        stop_links::{self, StopLink},
    },
    view,
};
use regain_contract::{HandOffOutcome, Problem, Stoppable};
use std::sync::Arc;

/// A stop link, locked in an open transaction with what the links of its notice share.
pub struct LockedStopLink {
    pub app: Arc<App>,
    pub tx: Tx,
    pub link: StopLink,
    /// When the command came, in milliseconds since 1970.
    pub now_ms: i64,
}

impl LockedStopLink {
    /// Claims the one use of the link.
    pub async fn end(&mut self, outcome: HandOffOutcome) -> Result<(), ApiError> {
        if !stop_links::end(&mut self.tx, &self.link.id, outcome, self.now_ms).await? {
            return Err(Problem::StaleVersion.into());
        }
        self.link.outcome = Some(outcome);
        self.link.version += 1;
        Ok(())
    }
}

impl Subject for LockedStopLink {
    /// Locks the row of the account or appeal first, then that of the link, so that the links of
    /// several destinations never act at once.
    async fn lock(app: &Arc<App>, mut tx: Tx, token_hash: &str) -> Result<Self, ApiError> {
        let now_ms = app.now_ms();
        let Some(found) = stop_links::find(&mut tx, token_hash).await? else {
            // The ticket may be that of a hand-off, whose task is another one.
            let other = hand_offs::find(&mut tx, token_hash).await?;
            return Err(other.map_or(Problem::RecoveryExpired, |_| Problem::StaleVersion).into());
        };
        lock_shared(&mut tx, &found, now_ms).await?;
        let link = stop_links::lock(&mut tx, &found.id).await?.ok_or(Problem::RecoveryExpired)?;
        Ok(Self { app: Arc::clone(app), tx, link, now_ms })
    }

    fn context(&mut self) -> (&Arc<App>, &mut Tx, i64) {
        (&self.app, &mut self.tx, self.now_ms)
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            scope: &self.link.id,
            version: self.link.version,
            id: &self.link.subject_id,
            result: match self.link.outcome {
                Some(HandOffOutcome::Stopped) => "stopped",
                _ => "declined",
            },
            method: "",
        }
    }

    fn into_tx(self) -> Tx {
        self.tx
    }

    /// Refuses a link that is over.
    async fn admit(&mut self) -> Result<Option<End>, ApiError> {
        match view::stop_outcome(&mut self.tx, &self.link, self.now_ms).await? {
            None => Ok(None),
            Some(_) => Err(Problem::StaleVersion.into()),
        }
    }

    /// [`Self::end`] has written the link already, guarded.
    async fn save(&mut self) -> Result<(), ApiError> {
        Ok(())
    }

    async fn view(&mut self) -> Result<Answer, ApiError> {
        let hand_off = view::stop_link(&mut self.tx, &self.link, self.now_ms).await?;
        Answer::of(hand_off.version, &hand_off)
    }
}

/// Whether a ticket is that of a stop link.
pub async fn is_stop_link(app: &App, token_hash: &str) -> Result<bool, ApiError> {
    let mut tx = app.store.begin_reading().await?;
    Ok(stop_links::find(&mut tx, token_hash).await?.is_some())
}

/// Locks what the links of one notice share: the account, or the appeal, which everything about
/// appeals locks before it locks an account.
async fn lock_shared(tx: &mut Tx, link: &StopLink, now_ms: i64) -> Result<(), ApiError> {
    match link.what {
        Stoppable::PasswordChanged | Stoppable::Other => {
            completion::lock_account(tx, &link.account_id).await?;
        }
        Stoppable::PhoneChanging | Stoppable::PhoneChanged => {
            appeals::lock(tx, &link.subject_id, now_ms).await?;
        }
    }
    Ok(())
}
