//! `POST …/change-method`: goes back to the method choice. The code that was sent stays good until
//! another method is chosen.

use super::turn::Turn;
use crate::{
    app::App,
    http::{Answer, Command, Refusal},
    store::recoveries::Stage,
};
use axum::extract::State;
use regain_contract::Nothing;
use std::sync::Arc;

pub(super) async fn change_method(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, Refusal> {
    let mut turn = match Turn::open_or_repeat(&app, &command, "change_method").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    turn.require(Stage::EnterCode)?;
    turn.go_to(Stage::ChooseMethod);
    turn.finish(None).await
}
