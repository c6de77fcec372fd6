//! `POST /hand-offs/current/face/start`: who was sent the link agrees, and the pictures will be
//! taken with that device, here or on the provider's own page.

use super::{
    face::{self, METHOD, Started},
    hand_off_turn::{HandOffOpening, HandOffTurn},
    undecided::{Repetition, repetition, to_the_end},
};
use crate::{
    app::App,
    face::init,
    http::{Answer, ApiError, Command},
    store::{faces::Place, hand_offs::Kind},
};
use axum::extract::State;
use regain_contract::{Problem, StartFace};
use std::sync::Arc;

const WHAT: &str = "scan_start";
/// Where the provider's own page leads back to. Without the ticket: the page that left has kept it.
const RETURN_PATH: &str = "/hand-off";

pub(super) async fn scan_start(
    State(app): State<Arc<App>>,
    command: Command<StartFace>,
) -> Result<Answer, ApiError> {
    let started = match HandOffTurn::open(&app, &command, WHAT).await? {
        HandOffOpening::Fresh(mut turn) => {
            turn.require(Kind::ScanFace)?;
            let client = &command.posted.client;
            let started = face::start(&mut turn.turn, client, command.posted.body).await?;
            turn.turn.claim(serde_json::to_string(&started)?).await?;
            started
        }
        HandOffOpening::Repeated(turn, given) => match repetition(turn.turn, given).await? {
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
        let HandOffOpening::Repeated(mut turn, _) = HandOffTurn::open(app, command, WHAT).await?
        else {
            return Err(Problem::StaleVersion.into());
        };
        face::whom(&mut turn.turn).await?
    };
    let opened = init(app, &whom, RETURN_PATH).await;
    let (mut turn, given) = match HandOffTurn::open(app, command, WHAT).await? {
        HandOffOpening::Repeated(turn, given) => (turn, given),
        // The key was claimed; only its removal a day later leads here.
        HandOffOpening::Fresh(_) => return Err(Problem::StaleVersion.into()),
    };
    if given.status != 0 {
        return Answer::given(app, &given);
    }
    if face::begin(&mut turn.turn, started, Place::HandedOff, opened).await? {
        turn.follow().await?;
        turn.finish(METHOD).await
    } else {
        turn.finish_with(Problem::StaleVersion, METHOD).await
    }
}
