//! Passes one picture on. The picture is in memory until the provider has it, and nowhere else
//! (FAC-07); of the command only a keyed hash is kept, for idempotency.

use crate::{
    app::App,
    command::{Answer, Command, End, Posted, Step, prepare, run},
    error::ApiError,
    face::Picture,
    recovery::{
        LockedRecovery,
        face::{self, METHOD, Taking, Verdict},
    },
    store::faces::Place,
};
use regain_contract::{Problem, SubmitFrame};
use std::sync::Arc;

const WHAT: &str = "face_frame";

/// Passes one picture on.
pub async fn face_frame(app: Arc<App>, command: Command<SubmitFrame>) -> Result<Answer, ApiError> {
    let picture = Picture::read(&command.posted.body.jpeg).ok_or(Problem::Malformed)?;
    prepare(&app, command, WHAT, count, async |command, taking: Taking| {
        let said = face::relay(&app, &taking, picture).await?;
        run(&app, &command, WHAT, async |recovery: &mut LockedRecovery| {
            Ok(match face::hear(recovery, &taking.challenge_id, said).await? {
                Verdict::Pending => End::quiet(),
                Verdict::Passed | Verdict::Failed => End::done().by(METHOD),
                Verdict::Exhausted => End::problem(Problem::TooManyAttempts).by(METHOD),
                Verdict::Stale => return Err(Problem::StaleVersion.into()),
            })
        })
        .await
    })
    .await
}

/// Counts the picture.
async fn count(
    recovery: &mut LockedRecovery,
    _: &Posted<SubmitFrame>,
) -> Result<Step<Taking>, ApiError> {
    Ok(match face::take(recovery, Place::Here).await? {
        Some(taking) => Step::Outside(taking),
        None => Step::End(End::done().by(METHOD)),
    })
}
