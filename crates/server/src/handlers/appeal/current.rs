//! `GET …/current`: reads the appeal.

use crate::http::{ApiError, Reading, Reply};
use axum::extract::State;
use regain_recovery::{App, appeal};
use std::sync::Arc;

pub(crate) async fn current(
    State(app): State<Arc<App>>,
    reading: Reading,
) -> Result<Reply, ApiError> {
    Ok(appeal::current(app, reading.token_hash).await?.into())
}
