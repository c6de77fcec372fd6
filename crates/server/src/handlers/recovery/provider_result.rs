//! `POST …/provider-result`: what Alipay's redirect brought back to the browser that the recovery
//! is in.

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::ProviderResult;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn provider_result(
    State(app): State<Arc<App>>,
    command: Command<ProviderResult>,
) -> Result<Reply, ApiError> {
    Ok(recovery::provider_result(app, command).await?.into())
}
