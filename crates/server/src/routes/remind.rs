//! `POST …/remind`: reminds the administrator.

use crate::{
    app::App,
    http::{Answer, Command, Refusal},
};
use axum::extract::State;
use regain_contract::{Nothing, Problem};
use std::sync::Arc;

pub(super) async fn remind(
    State(_): State<Arc<App>>,
    _: Command<Nothing>,
) -> Result<Answer, Refusal> {
    Err(Problem::NotFound.into())
}
