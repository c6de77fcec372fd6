//! `POST /hand-offs/current/decide`: decides as the administrator who was asked.

use crate::{
    app::App,
    http::{Answer, Command, Refusal},
};
use axum::extract::State;
use regain_contract::{Decide, Problem};
use std::sync::Arc;

pub(super) async fn decide(
    State(_): State<Arc<App>>,
    _: Command<Decide>,
) -> Result<Answer, Refusal> {
    Err(Problem::NotFound.into())
}
