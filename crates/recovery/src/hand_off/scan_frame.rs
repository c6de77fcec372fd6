//! Passes one picture of another device on, as `face_frame` does. The first screen goes on by
//! itself.

use crate::{
    app::App,
    command::{Answer, Command, End, Posted, Step, prepare, run},
    error::ApiError,
    face::Picture,
    hand_off::LockedHandOff,
    recovery::face::{self, METHOD, Taking, Verdict},
    store::{faces::Place, hand_offs::Kind},
};
use regain_contract::{HandOffOutcome, Problem, SubmitFrame};
use std::sync::Arc;

const WHAT: &str = "scan_frame";

/// Passes one picture of another device on, as `face_frame` does.
pub async fn scan_frame(app: Arc<App>, command: Command<SubmitFrame>) -> Result<Answer, ApiError> {
    let picture = Picture::read(&command.posted.body.jpeg).ok_or(Problem::Malformed)?;
    prepare(&app, command, WHAT, count, async |command, taking: Taking| {
        let said = face::relay(&app, &taking, picture).await?;
        run(&app, &command, WHAT, async |hand_off: &mut LockedHandOff| {
            match face::hear(&mut hand_off.recovery, &taking.challenge_id, said).await? {
                Verdict::Pending => return Ok(End::quiet()),
                Verdict::Passed => hand_off.end(HandOffOutcome::Passed),
                Verdict::Failed => hand_off.follow().await?,
                Verdict::Exhausted => hand_off.end(HandOffOutcome::Failed),
                Verdict::Stale => return Err(Problem::StaleVersion.into()),
            }
            Ok(End::done().by(METHOD))
        })
        .await
    })
    .await
}

/// Counts the picture.
async fn count(
    hand_off: &mut LockedHandOff,
    _: &Posted<SubmitFrame>,
) -> Result<Step<Taking>, ApiError> {
    hand_off.require(Kind::ScanFace)?;
    if let Some(taking) = face::take(&mut hand_off.recovery, Place::HandedOff).await? {
        return Ok(Step::Outside(taking));
    }
    hand_off.follow().await?;
    Ok(Step::End(End::done().by(METHOD)))
}
