//! `POST …/extend`: gives an idle recovery the time that any other act would give it (WCAG 2.2.1).

use crate::http::{ApiError, Reply};
use axum::extract::State;
use regain_contract::Nothing;
use regain_recovery::{App, command::Command, recovery};
use std::sync::Arc;

pub(crate) async fn extend(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Reply, ApiError> {
    Ok(recovery::extend(app, command).await?.into())
}
