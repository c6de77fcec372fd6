//! `POST /log-on`: logs on to the embedded directory with username and password.

use crate::http::ApiError;
use axum::{Json, extract::State};
use regain_contract::LogOn;
use regain_recovery::{App, LoggedOn, command::Posted, log_on as operation};
use std::sync::Arc;

pub(crate) async fn log_on(
    State(app): State<Arc<App>>,
    posted: Posted<LogOn>,
) -> Result<Json<LoggedOn>, ApiError> {
    Ok(Json(operation(app, posted).await?))
}
