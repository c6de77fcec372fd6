//! `POST …/face/start`: the person agrees, and this device's camera will take the pictures.

use super::{
    face::{self, METHOD, Started},
    turn::{Opening, Turn},
    undecided::{Repetition, repetition, to_the_end},
};
use crate::{
    app::App,
    face::init,
    http::{Answer, ApiError, Command},
    store::faces::Place,
};
use axum::extract::State;
use regain_contract::{Problem, StartFace};
use std::sync::Arc;

const WHAT: &str = "face_start";
/// Where the provider's own page would lead back to.
const RETURN_PATH: &str = "/verify/face";

pub(super) async fn face_start(
    State(app): State<Arc<App>>,
    command: Command<StartFace>,
) -> Result<Answer, ApiError> {
    if !app.options().face_in_page {
        return Err(Problem::MethodUnavailable.into());
    }
    let started = match Turn::open(&app, &command, WHAT).await? {
        Opening::Fresh(mut turn) => {
            let client = &command.posted.client;
            let started = face::start(&mut turn, client, command.posted.body).await?;
            turn.claim(serde_json::to_string(&started)?).await?;
            started
        }
        Opening::Repeated(turn, given) => match repetition(*turn, given).await? {
            Repetition::Answer(answer) => return Ok(answer),
            Repetition::Note(note) => serde_json::from_str(&note)?,
        },
    };
    to_the_end(async move { open(&app, &command, &started).await }).await
}

/// Opens the provider's session, and answers.
async fn open(
    app: &App,
    command: &Command<StartFace>,
    started: &Started,
) -> Result<Answer, ApiError> {
    let whom = {
        let Opening::Repeated(mut turn, _) = Turn::open(app, command, WHAT).await? else {
            return Err(Problem::StaleVersion.into());
        };
        face::whom(&mut turn).await?
    };
    let opened = init(app, &whom, RETURN_PATH).await;
    let (mut turn, given) = match Turn::open(app, command, WHAT).await? {
        Opening::Repeated(turn, given) => (turn, given),
        // The key was claimed; only its removal a day later leads here.
        Opening::Fresh(_) => return Err(Problem::StaleVersion.into()),
    };
    if given.status != 0 {
        return Answer::given(app, &given);
    }
    if face::begin(&mut turn, started, Place::Here, opened).await? {
        turn.finish(METHOD).await
    } else {
        turn.finish_with(Problem::StaleVersion, METHOD).await
    }
}
