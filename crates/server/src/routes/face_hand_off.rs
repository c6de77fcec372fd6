//! `POST …/face/hand-off`: makes a link for a phone or another person, or gives the one that is
//! there. The recovery's step holds it; the ticket in it is derived each time and stored hashed.

use super::{hand_off_turn::insert_hand_off, open_challenge::open_face, turn::Turn};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    store::{
        faces::{self, Place},
        hand_offs::Kind,
        recoveries::Stage,
    },
};
use axum::extract::State;
use regain_contract::{Method, Nothing, Problem};
use std::sync::Arc;

pub(super) async fn face_hand_off(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open_or_repeat(&app, &command, "face_hand_off").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    turn.require(Stage::VerifyFace)?;
    let challenge = turn.challenge().await?;
    let face = faces::find(&mut turn.tx, &challenge.id).await?.ok_or(Problem::StaleVersion)?;
    if face.place != Place::HandedOff || challenge.expires_ms <= turn.now_ms {
        open_face(&mut turn, Place::HandedOff, None).await?;
        let challenge = turn.challenge().await?;
        let now_ms = turn.now_ms;
        insert_hand_off(&app, &mut turn.tx, &challenge, Kind::ScanFace, now_ms).await?;
    }
    turn.finish(Some(Method::Face)).await
}
