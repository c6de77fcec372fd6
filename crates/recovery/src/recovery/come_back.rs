//! The way back after an administrator's approval. People do not sit and wait: an approved recovery
//! lives as long as its request would have, and the times to act count from the person's first
//! look at it.

use crate::{
    app::App,
    error::ApiError,
    recovery::LockedRecovery,
    store::{
        challenges,
        recoveries::{self, Stage},
    },
};

/// Keeps an approved recovery until `until_ms`, the end of its request, or for as long as any.
pub async fn await_return(recovery: &mut LockedRecovery, until_ms: i64) -> Result<(), ApiError> {
    let until_ms = until_ms.max(recovery.stored.expires_ms);
    recovery.stored.is_unseen = true;
    recovery.stored.expires_ms = until_ms;
    Ok(challenges::move_grant(&mut recovery.tx, &recovery.stored.id, until_ms).await?)
}

/// Notes the first look: from now on the recovery has the time that any has (TOK-01). Only the
/// holder of the token looks, and in one transaction, so that nobody gains time by looking twice.
pub async fn come_back(app: &App, token_hash: &str) -> Result<(), ApiError> {
    let now_ms = app.now_ms();
    let ms = |seconds: u32| i64::from(seconds) * 1000;
    let options = app.options();
    let mut tx = app.store.begin().await?;
    let stored = recoveries::lock(&mut tx, token_hash, now_ms).await?;
    let Some(mut stored) = stored.filter(|stored| stored.is_unseen) else { return Ok(()) };
    stored.is_unseen = false;
    stored.since_ms = now_ms;
    stored.expires_ms = now_ms + ms(options.absolute_s.min(options.idle_s));
    if stored.stage == Stage::SetPassword {
        stored.expires_ms = stored.expires_ms.min(now_ms + ms(options.grant_s));
        challenges::move_grant(&mut tx, &stored.id, stored.expires_ms).await?;
    }
    recoveries::save(&mut tx, &stored).await?;
    Ok(tx.commit().await?)
}
