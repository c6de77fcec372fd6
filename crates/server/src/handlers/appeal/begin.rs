//! `POST /appeals`: begins a draft.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::appeal::BeginAppeal;
use regain_recovery::{App, appeal, command::Posted};
use std::sync::Arc;

pub(crate) async fn begin(
    State(app): State<Arc<App>>,
    posted: Posted<BeginAppeal>,
) -> Result<Reply, ApiError> {
    Ok(appeal::begin(app, posted).await?.into())
}
