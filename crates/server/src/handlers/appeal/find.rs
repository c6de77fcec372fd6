//! `POST /appeals/find`: asks where an appeal stands.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::appeal::FindAppeal;
use regain_recovery::{App, appeal, command::Posted};
use std::sync::Arc;

pub(crate) async fn find(
    State(app): State<Arc<App>>,
    posted: Posted<FindAppeal>,
) -> Result<Reply, ApiError> {
    Ok(appeal::find(app, posted).await?.into())
}
