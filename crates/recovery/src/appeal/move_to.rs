//! Goes to a step of the draft: a *change* link, Back, or on from the materials. What is ahead can
//! be gone to only when nothing on the way is missing.

use super::submit::faults;
use crate::{
    app::App,
    appeal::LockedAppeal,
    command::{Answer, Command, End, run},
    error::ApiError,
    store::appeals::DraftStep,
};
use regain_contract::{
    Problem,
    appeal::{Move, Place},
};
use std::sync::Arc;

/// Goes to a step of the draft: a *change* link, Back, or on from the materials.
pub async fn move_to(app: Arc<App>, command: Command<Move>) -> Result<Answer, ApiError> {
    let to = command.posted.body.to;
    run(&app, &command, "appeal_move", async |appeal: &mut LockedAppeal| {
        let filed = appeal.draft(&[])?.clone();
        let has_answers = filed.answers.is_some();
        let is_reachable = match to {
            Place::Answer => true,
            Place::Gather | Place::FillIn => has_answers,
            Place::GivePhone => has_answers && faults(appeal, &filed).await?.is_none(),
            Place::Review => {
                has_answers && filed.phone.is_some() && faults(appeal, &filed).await?.is_none()
            }
        };
        if !is_reachable {
            return Err(Problem::StaleVersion.into());
        }
        appeal.go_to(DraftStep::from(to));
        Ok(End::done())
    })
    .await
}
