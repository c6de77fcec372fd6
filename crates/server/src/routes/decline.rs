//! `POST /hand-offs/current/decline`: the receiver does not want to. The first screen says so and
//! may try anew. An administrator decides instead, as the administrator. Of a notice it says "it
//! was me", and changes nothing.

use super::{
    hand_off_turn::HandOffTurn,
    open_challenge::{open_face, open_visit},
    stop_turn::StopTurn,
};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    store::{faces::Place, hand_offs::Kind},
};
use axum::extract::State;
use regain_contract::{FaceOutcome, HandOffOutcome, Method, Nothing, Problem, VisitOutcome};
use std::sync::Arc;

pub(super) async fn decline(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    match StopTurn::open_or_repeat(&app, &command).await? {
        None => {}
        Some(Err(answer)) => return Ok(answer),
        Some(Ok(mut turn)) => {
            turn.end(HandOffOutcome::Declined).await?;
            return turn.finish("declined").await;
        }
    }
    let mut turn = match HandOffTurn::open_or_repeat(&app, &command, "decline").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let method = match turn.row.kind {
        Kind::ScanFace => {
            open_face(&mut turn.turn, Place::Choose, Some(FaceOutcome::Declined)).await?;
            Method::Face
        }
        Kind::ConfirmVisit => {
            open_visit(&mut turn.turn, Some(VisitOutcome::Cancelled)).await?;
            Method::Alipay
        }
        Kind::Approve => return Err(Problem::StaleVersion.into()),
    };
    turn.end(HandOffOutcome::Declined);
    turn.finish(Some(method)).await
}
