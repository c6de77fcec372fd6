//! The person agrees, and this device's camera will take the pictures.

use crate::{
    app::App,
    command::{
        Answer, Command, End, Posted, Repetition, Step, claim, finish_claimed, open_claimed,
        to_the_end,
    },
    error::ApiError,
    recovery::{
        LockedRecovery,
        face::{self, METHOD, Started},
    },
    store::faces::Place,
};
use regain_contract::{Problem, StartFace};
use std::sync::Arc;

const WHAT: &str = "face_start";
/// Where the provider's own page would lead back to.
const RETURN_PATH: &str = "/verify/face";

/// The person agrees, and this device's camera will take the pictures.
pub async fn face_start(app: Arc<App>, command: Command<StartFace>) -> Result<Answer, ApiError> {
    if !app.options().face_in_page {
        return Err(Problem::MethodUnavailable.into());
    }
    let how = (WHAT, Repetition::Waits);
    claim(&app, command, how, agree, async |command, started: Started| {
        to_the_end(begin(Arc::clone(&app), command, started)).await
    })
    .await
}

async fn agree(
    recovery: &mut LockedRecovery,
    posted: &Posted<StartFace>,
) -> Result<Step<Started>, ApiError> {
    face::start(recovery, &posted.client, posted.body).await.map(Step::Outside)
}

/// Opens the provider's session, and answers.
async fn begin(
    app: Arc<App>,
    command: Command<StartFace>,
    started: Started,
) -> Result<Answer, ApiError> {
    let whom = {
        let (mut open, _) = open_claimed::<LockedRecovery, _>(&app, &command, WHAT).await?;
        face::whom(&mut open.subject).await?
    };
    let opened = app.parties.face.init(&whom, RETURN_PATH).await;
    finish_claimed(&app, &command, WHAT, async |recovery: &mut LockedRecovery| {
        if !face::begin(recovery, &started, Place::Here, opened).await? {
            return Ok(End::problem(Problem::StaleVersion).by(METHOD));
        }
        Ok(End::done().by(METHOD))
    })
    .await
}
