//! `POST …/extend`: gives an idle recovery the time that any other act would give it (WCAG 2.2.1).
//! Neither its longest life nor the right to set a password gets longer (TOK-01).

use super::turn::Turn;
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    view,
};
use axum::extract::State;
use regain_contract::{Nothing, Problem};
use std::sync::Arc;

pub(super) async fn extend(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open_or_repeat(&app, &command, "extend").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    if !view::may_extend(app.options(), &turn.stored) {
        return Err(Problem::StaleVersion.into());
    }
    turn.keep_alive();
    turn.finish(None).await
}
