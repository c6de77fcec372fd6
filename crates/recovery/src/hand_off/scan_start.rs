//! Who was sent the link agrees, and the pictures will be taken with that device, here or on the
//! provider's own page.

use crate::{
    app::App,
    command::{
        Answer, Command, End, Posted, Repetition, Step, claim, finish_claimed, open_claimed,
        to_the_end,
    },
    error::ApiError,
    hand_off::LockedHandOff,
    recovery::face::{self, METHOD, Started},
    store::{faces::Place, hand_offs::Kind},
};
use regain_contract::{Problem, StartFace};
use std::sync::Arc;

const WHAT: &str = "scan_start";
/// Where the provider's own page leads back to. Without the ticket: the page that left has kept it.
const RETURN_PATH: &str = "/hand-off";

/// Who was sent the link agrees, and the pictures will be taken with that device, here or on the
/// provider's own page.
pub async fn scan_start(app: Arc<App>, command: Command<StartFace>) -> Result<Answer, ApiError> {
    let how = (WHAT, Repetition::Waits);
    claim(&app, command, how, agree, async |command, started: Started| {
        to_the_end(begin(Arc::clone(&app), command, started)).await
    })
    .await
}

async fn agree(
    hand_off: &mut LockedHandOff,
    posted: &Posted<StartFace>,
) -> Result<Step<Started>, ApiError> {
    hand_off.require(Kind::ScanFace)?;
    face::start(&mut hand_off.recovery, &posted.client, posted.body).await.map(Step::Outside)
}

/// Opens the provider's session, and answers.
async fn begin(
    app: Arc<App>,
    command: Command<StartFace>,
    started: Started,
) -> Result<Answer, ApiError> {
    let whom = {
        let (mut open, _) = open_claimed::<LockedHandOff, _>(&app, &command, WHAT).await?;
        face::whom(&mut open.subject.recovery).await?
    };
    let opened = app.parties.face.init(&whom, RETURN_PATH).await;
    finish_claimed(&app, &command, WHAT, async |hand_off: &mut LockedHandOff| {
        if !face::begin(&mut hand_off.recovery, &started, Place::HandedOff, opened).await? {
            return Ok(End::problem(Problem::StaleVersion).by(METHOD));
        }
        hand_off.follow().await?;
        Ok(End::done().by(METHOD))
    })
    .await
}
