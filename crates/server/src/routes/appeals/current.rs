//! `GET …/current`: reads the appeal.

use crate::{
    app::App,
    command::Answer,
    http::{ApiError, Reading},
    store::{appeal_keys, appeals},
    view,
};
use axum::extract::State;
use regain_contract::Problem;
use std::sync::Arc;

pub(super) async fn current(
    State(app): State<Arc<App>>,
    reading: Reading,
) -> Result<Answer, ApiError> {
    let now_ms = app.now_ms();
    let mut tx = app.store.begin().await?;
    let key = appeal_keys::lock(&mut tx, &reading.token_hash, now_ms).await?;
    let key = key.ok_or(Problem::RecoveryExpired)?;
    let filed = match &key.appeal_id {
        Some(id) if key.is_proved => appeals::find(&mut tx, id).await?,
        _ => None,
    };
    let appeal = view::appeal(&app, &mut tx, (&key, filed.as_ref()), now_ms).await?;
    Answer::of(appeal.version, &appeal)
}
