//! `POST …/change-method`: goes back to the method choice. The code that was sent stays good until
//! another method is chosen; what was begun with another method, hand-offs included, is void at
//! once (CON-03, IDP-07).

use super::turn::Turn;
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    store::{challenges, recoveries::Stage},
};
use axum::extract::State;
use regain_contract::{Intent, Nothing, Problem};
use std::sync::Arc;

pub(super) async fn change_method(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open_or_repeat(&app, &command, "change_method").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let stage = turn.stored.stage;
    // For a forgotten username there is one way: a code to what was typed.
    if !stage.is_verifying() || turn.stored.intent == Intent::FindUsername {
        return Err(Problem::StaleVersion.into());
    }
    if stage != Stage::EnterCode {
        challenges::void(&mut turn.tx, &turn.stored.id).await?;
    }
    turn.go_to(Stage::ChooseMethod);
    turn.finish(None).await
}
