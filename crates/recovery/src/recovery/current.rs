//! `GET /recoveries/current`: reads the recovery, at once or when it changes (a long poll). It is
//! no sign of life: only commands keep a recovery from expiring, but for the first look after an
//! approval. Consumes nothing (TOK-09).

use crate::{
    app::App,
    command::Answer,
    error::ApiError,
    recovery::come_back::come_back,
    store::recoveries::{self, Stage},
    view,
};
use regain_contract::{EndReason, Problem};
use std::sync::Arc;

/// The recovery as it is now.
pub async fn current(app: Arc<App>, token_hash: String) -> Result<Answer, ApiError> {
    let now_ms = app.now_ms();
    let mut tx = app.store.begin_reading().await?;
    let stored = recoveries::find(&mut tx, &token_hash, now_ms).await?;
    let mut stored = stored.ok_or(Problem::RecoveryExpired)?;
    if stored.is_unseen {
        drop(tx);
        come_back(&app, &token_hash).await?;
        tx = app.store.begin_reading().await?;
        let seen = recoveries::find(&mut tx, &token_hash, now_ms).await?;
        stored = seen.ok_or(Problem::RecoveryExpired)?;
    }
    let (profile, is_same) = view::profile(&app, &mut tx, &stored).await?;
    if !is_same && !stored.stage.is_final() {
        // As the next command will find it (TOK-04); a read does not write it down.
        stored.stage = Stage::Ended(EndReason::Superseded);
        stored.version += 1;
    } else if view::has_lapsed(&mut tx, &stored, now_ms).await? {
        stored.stage = Stage::ChooseAdministrator;
        stored.version += 1;
    }
    let recovery = view::recovery(&app, &mut tx, &stored, &profile, now_ms).await?;
    Answer::of(recovery.version, &recovery)
}
