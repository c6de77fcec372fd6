//! `POST …/administrator`: asks an administrator.

use crate::{
    app::App,
    http::{Answer, Command, Refusal},
};
use axum::extract::State;
use regain_contract::{AskAdministrator, Problem};
use std::sync::Arc;

pub(super) async fn ask_administrator(
    State(_): State<Arc<App>>,
    _: Command<AskAdministrator>,
) -> Result<Answer, Refusal> {
    Err(Problem::NotFound.into())
}
