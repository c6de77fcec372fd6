//! `POST /recoveries`: names the account, or the destination of a forgotten username.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Begin;
use regain_recovery::{App, ClientInfo, command::Posted, recovery};
use std::sync::Arc;

pub(crate) async fn begin(
    State(app): State<Arc<App>>,
    asker: ClientInfo,
    posted: Posted<Begin>,
) -> Result<Reply, ApiError> {
    Ok(Reply::from(recovery::begin(app, asker, posted).await?).at("/api/v1/recoveries/current"))
}
