//! The recovery as the subject of a command.

use super::{LockedRecovery, end_request::lapse};
use crate::{
    app::App,
    command::{Answer, End, Facts, Subject},
    error::ApiError,
    store::{
        Tx,
        recoveries::{self, Stage},
    },
    view,
};
use regain_contract::{EndReason, Problem};
use std::sync::Arc;

impl Subject for LockedRecovery {
    async fn lock(app: &Arc<App>, mut tx: Tx, token_hash: &str) -> Result<Self, ApiError> {
        let stored = recoveries::lock(&mut tx, token_hash, app.now_ms()).await?;
        Self::of(app, tx, stored.ok_or(Problem::RecoveryExpired)?).await
    }

    fn context(&mut self) -> (&Arc<App>, &mut Tx, i64) {
        (&self.app, &mut self.tx, self.now_ms)
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            scope: &self.stored.id,
            version: self.stored.version,
            id: &self.stored.id,
            result: self.stored.stage.name(),
            method: "",
        }
    }

    fn into_tx(self) -> Tx {
        self.tx
    }

    /// Ends a recovery whose account is not as it was (TOK-04), and a request that nobody decided
    /// in time.
    async fn admit(&mut self) -> Result<Option<End>, ApiError> {
        if !self.is_same && !self.stored.stage.is_final() {
            self.end(EndReason::Superseded).await?;
            return Ok(Some(End::superseded()));
        }
        if self.stored.stage == Stage::AwaitApproval {
            lapse(self).await?;
        }
        Ok(None)
    }

    async fn save(&mut self) -> Result<(), ApiError> {
        Ok(recoveries::save(&mut self.tx, &self.stored).await?)
    }

    async fn view(&mut self) -> Result<Answer, ApiError> {
        let Self { app, tx, stored, profile, now_ms, .. } = self;
        let recovery = view::recovery(app, tx, stored, profile, *now_ms).await?;
        Answer::of(recovery.version, &recovery)
    }
}
