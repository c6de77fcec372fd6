//! A recovery whose row is locked: what operations read of it and do to it, before the envelope
//! writes it.

use crate::{
    app::App,
    command::{Event, record},
    error::ApiError,
    profile::Profile,
    store::{
        Tx,
        challenges::{self, Challenge},
        recoveries::{self, Stage, StoredRecovery},
    },
    view,
};
use regain_contract::{EndReason, Method, Problem};
use std::sync::Arc;

/// A recovery, locked in an open transaction.
pub struct LockedRecovery {
    pub app: Arc<App>,
    pub tx: Tx,
    pub stored: StoredRecovery,
    pub profile: Profile,
    /// Whether the account is as it was when the recovery began.
    pub is_same: bool,
    /// When the transaction began, in milliseconds since 1970.
    pub now_ms: i64,
}

impl LockedRecovery {
    /// Completes a locked row with its profile.
    pub async fn of(app: &Arc<App>, mut tx: Tx, stored: StoredRecovery) -> Result<Self, ApiError> {
        let now_ms = app.now_ms();
        let (profile, is_same) = view::profile(app, &mut tx, &stored).await?;
        Ok(Self { app: Arc::clone(app), tx, stored, profile, is_same, now_ms })
    }

    /// Locks a recovery for the worker, without a command; `None` when the recovery is over or its
    /// account has changed.
    pub async fn for_worker(app: &Arc<App>, id: &str) -> Result<Option<Self>, ApiError> {
        let mut tx = app.store.begin().await?;
        let stored = recoveries::lock_by_id(&mut tx, id, app.now_ms()).await?;
        let Some(stored) = stored.filter(|stored| !stored.stage.is_final()) else {
            return Ok(None);
        };
        let recovery = Self::of(app, tx, stored).await?;
        Ok(recovery.is_same.then_some(recovery))
    }

    /// Refuses a command that does not belong to the step.
    pub fn require(&self, stage: Stage) -> Result<(), ApiError> {
        if self.stored.stage == stage { Ok(()) } else { Err(Problem::StaleVersion.into()) }
    }

    /// Goes to another step, without a challenge; see [`Self::go_to_challenge`].
    pub fn go_to(&mut self, stage: Stage) {
        if self.stored.stage == Stage::AwaitApproval && stage != Stage::AwaitApproval {
            // The wait for somebody else does not count (see `approval_s`).
            self.stored.since_ms = self.now_ms;
        }
        self.stored.stage = stage;
        self.stored.version += 1;
        self.stored.challenge_id = None;
        self.keep_alive();
    }

    /// Goes to a step that is about a challenge.
    pub fn go_to_challenge(&mut self, stage: Stage, challenge_id: String) {
        debug_assert!(stage.has_challenge(), "{stage:?} is about no challenge");
        self.go_to(stage);
        self.stored.challenge_id = Some(challenge_id);
    }

    /// Sets the end anew. Every step but the last two keeps the recovery alive for longer; while an
    /// administrator is awaited it lives as long as the request, and then as if it were idle.
    pub fn keep_alive(&mut self) {
        let ms = |seconds: u32| i64::from(seconds) * 1000;
        let options = self.app.options();
        let absolute = self.stored.since_ms + ms(options.absolute_s);
        let idle = self.now_ms + ms(options.idle_s);
        self.stored.expires_ms = match self.stored.stage {
            Stage::Done | Stage::Ended(_) => absolute,
            Stage::AwaitApproval => idle + ms(options.approval_s),
            _ => absolute.min(idle),
        };
    }

    /// The challenge of the present step; a step of its own kind always has it.
    pub async fn challenge(&mut self) -> Result<Challenge, ApiError> {
        let id = self.stored.challenge_id.clone().unwrap_or_default();
        let challenge = challenges::find(&mut self.tx, &self.stored.id, &id).await?;
        Ok(challenge.ok_or(Problem::StaleVersion)?)
    }

    /// Whether the recovery is still about this challenge.
    pub fn is_about(&self, challenge_id: &str) -> bool {
        self.stored.stage.has_challenge()
            && self.stored.challenge_id.as_deref() == Some(challenge_id)
    }

    /// Ends the recovery; nothing that was sent or proved is good for anything any more.
    pub async fn end(&mut self, reason: EndReason) -> Result<(), ApiError> {
        challenges::void(&mut self.tx, &self.stored.id).await?;
        challenges::void_grant(&mut self.tx, &self.stored.id, self.now_ms).await?;
        self.go_to(Stage::Ended(reason));
        Ok(())
    }

    /// Writes an event of this recovery, besides that of the command.
    pub async fn record(
        &mut self,
        what: &str,
        result: &str,
        method: Method,
    ) -> Result<(), ApiError> {
        let method = format!("{method:?}").to_lowercase();
        let event = Event { about: &self.stored.id, what, method: &method, result };
        record(&self.app, &mut self.tx, event, self.now_ms).await
    }
}
