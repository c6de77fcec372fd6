//! `POST …/ask-another`: withdraws the request, to ask another administrator.

use crate::{
    app::App,
    http::{Answer, Command, Refusal},
};
use axum::extract::State;
use regain_contract::{Nothing, Problem};
use std::sync::Arc;

pub(super) async fn ask_another(
    State(_): State<Arc<App>>,
    _: Command<Nothing>,
) -> Result<Answer, Refusal> {
    Err(Problem::NotFound.into())
}
