//! An appeal as the subject of a command.

use crate::{
    app::App,
    command::{Answer, Facts, Subject},
    error::ApiError,
    store::{
        Tx,
        appeal_keys::{self, StoredToken},
        appeals::{self, DraftStep, State, StoredAppeal},
    },
    view,
};
use regain_contract::Problem;
use std::sync::Arc;

/// How long a look at a submitted appeal lasts.
pub const LOOK_MS: i64 = 60 * 60 * 1000;

/// A token and its appeal, locked in an open transaction.
pub struct LockedAppeal {
    pub app: Arc<App>,
    pub tx: Tx,
    pub key: StoredToken,
    /// `None` before the code of a look was given, and where number and phone do not belong
    /// together: until then the two cannot be told apart (ENU-05).
    pub filed: Option<StoredAppeal>,
    /// When the command came, in milliseconds since 1970.
    pub now_ms: i64,
}

impl LockedAppeal {
    /// Lets the holder of the token see the appeal, after the code.
    pub async fn prove(&mut self) -> Result<(), ApiError> {
        self.key.is_proved = true;
        self.key.version += 1;
        if let Some(id) = &self.key.appeal_id {
            self.filed = appeals::lock(&mut self.tx, id, self.now_ms).await?;
        }
        Ok(())
    }

    /// The appeal, when its holder may see it, whatever its state.
    pub fn seen(&self) -> Result<&StoredAppeal, ApiError> {
        let filed = self.filed.as_ref().filter(|_| self.key.is_proved);
        filed.ok_or_else(|| Problem::StaleVersion.into())
    }

    /// The draft, when it stands at one of these places; at any, when none is named.
    pub fn draft(&mut self, draft_steps: &[DraftStep]) -> Result<&mut StoredAppeal, ApiError> {
        self.seen()?;
        let is_here = |filed: &&mut StoredAppeal| {
            filed.state == State::Draft
                && (draft_steps.is_empty() || draft_steps.contains(&filed.draft_step))
        };
        self.filed.as_mut().filter(is_here).ok_or_else(|| Problem::StaleVersion.into())
    }

    /// The submitted appeal, when its code was given and it is in this state.
    pub fn submitted(&self, state: State) -> Result<&StoredAppeal, ApiError> {
        let filed = self.seen()?;
        if filed.state == state { Ok(filed) } else { Err(Problem::StaleVersion.into()) }
    }

    /// Moves the draft to a place.
    pub fn go_to(&mut self, draft_step: DraftStep) {
        if let Some(filed) = &mut self.filed {
            filed.draft_step = draft_step;
            filed.version += 1;
        }
    }
}

impl Subject for LockedAppeal {
    /// Locks the row of the token first, then that of the appeal.
    async fn lock(app: &Arc<App>, mut tx: Tx, token_hash: &str) -> Result<Self, ApiError> {
        let now_ms = app.now_ms();
        let key = appeal_keys::lock(&mut tx, token_hash, now_ms).await?;
        let key = key.ok_or(Problem::RecoveryExpired)?;
        let filed = match &key.appeal_id {
            Some(id) if key.is_proved => appeals::lock(&mut tx, id, now_ms).await?,
            _ => None,
        };
        Ok(Self { app: Arc::clone(app), tx, key, filed, now_ms })
    }

    fn context(&mut self) -> (&Arc<App>, &mut Tx, i64) {
        (&self.app, &mut self.tx, self.now_ms)
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            scope: &self.key.token_hash,
            version: view::appeal_version(&self.key, self.filed.as_ref()),
            id: self.key.appeal_id.as_deref().unwrap_or(&self.key.token_hash),
            result: "done",
            method: "appeal",
        }
    }

    fn into_tx(self) -> Tx {
        self.tx
    }

    async fn save(&mut self) -> Result<(), ApiError> {
        if let Some(filed) = &mut self.filed {
            // A draft lives on from its last change.
            if filed.state == State::Draft && self.key.is_proved {
                let days = i64::from(self.app.options().appeal_draft_days);
                filed.expires_ms = self.now_ms + days * 86_400_000;
                self.key.expires_ms = filed.expires_ms;
            }
            appeals::save(&mut self.tx, filed).await?;
        }
        Ok(appeal_keys::save(&mut self.tx, &self.key).await?)
    }

    async fn view(&mut self) -> Result<Answer, ApiError> {
        let seen = (&self.key, self.filed.as_ref());
        let appeal = view::appeal(&self.app, &mut self.tx, seen, self.now_ms).await?;
        Answer::of(appeal.version, &appeal)
    }
}
