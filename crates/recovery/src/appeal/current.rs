//! `GET …/current`: reads the appeal.

use crate::{
    app::App,
    command::Answer,
    error::ApiError,
    store::{appeal_keys, appeals},
    view,
};
use regain_contract::Problem;
use std::sync::Arc;

/// The appeal as it is now.
pub async fn current(app: Arc<App>, token_hash: String) -> Result<Answer, ApiError> {
    let now_ms = app.now_ms();
    let mut tx = app.store.begin().await?;
    let key = appeal_keys::lock(&mut tx, &token_hash, now_ms).await?;
    let key = key.ok_or(Problem::RecoveryExpired)?;
    let filed = match &key.appeal_id {
        Some(id) if key.is_proved => appeals::find(&mut tx, id).await?,
        _ => None,
    };
    let appeal = view::appeal(&app, &mut tx, (&key, filed.as_ref()), now_ms).await?;
    Answer::of(appeal.version, &appeal)
}
