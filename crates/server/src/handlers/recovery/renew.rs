//! `POST …/renew`: begins the visit or the facial recognition anew, after it came to nothing or
//! expired.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Nothing;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn renew(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Reply, ApiError> {
    Ok(recovery::renew(app, command).await?.into())
}
