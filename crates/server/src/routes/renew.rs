//! `POST …/renew`: begins the visit or the facial recognition anew, after it came to nothing or
//! expired. What was open is void.

use super::{
    open_challenge::{open_face, open_visit},
    turn::Turn,
};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    store::{faces::Place, recoveries::Stage},
};
use axum::extract::State;
use regain_contract::{Method, Nothing, Problem};
use std::sync::Arc;

pub(super) async fn renew(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open_or_repeat(&app, &command, "renew").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let method = match turn.stored.stage {
        Stage::VisitProvider => {
            open_visit(&mut turn, None).await?;
            Method::Alipay
        }
        Stage::VerifyFace => {
            open_face(&mut turn, Place::Choose, None).await?;
            Method::Face
        }
        _ => return Err(Problem::StaleVersion.into()),
    };
    turn.finish(Some(method)).await
}
