//! `POST …/ask-another`: withdraws the request, to ask another administrator.

use super::{end_request::end_request, turn::Turn};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    store::{approvals, challenges, recoveries::Stage},
};
use axum::extract::State;
use regain_contract::{Method, Nothing, Problem};
use std::sync::Arc;

pub(super) async fn ask_another(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open_or_repeat(&app, &command, "ask_another").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    turn.require(Stage::AwaitApproval)?;
    if turn.profile.administrators.len() < 2 {
        return Err(Problem::StaleVersion.into());
    }
    let challenge = turn.challenge().await?;
    end_request(&mut turn, &challenge.id, approvals::State::Withdrawn, "").await?;
    challenges::void(&mut turn.tx, &turn.stored.id).await?;
    turn.go_to(Stage::ChooseAdministrator);
    turn.finish(Some(Method::Administrator)).await
}
