//! Withdraws a submitted appeal, or deletes a draft with everything in it. A deleted draft is
//! answered as withdrawn; its number finds nothing.

use crate::{
    app::App,
    appeal::LockedAppeal,
    appeals::{self as domain, Who, record},
    command::{Answer, Command, End, run},
    error::ApiError,
    store::{
        appeal_files,
        appeals::{State, StoredAppeal},
    },
    webhook::Happening,
};
use regain_contract::{Nothing, Problem, appeal::Milestone};
use std::sync::Arc;

/// Withdraws a submitted appeal, or deletes a draft with everything in it.
pub async fn withdraw(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    let mut gone = vec![];
    let answer = run(&app, &command, "appeal_withdraw", async |appeal: &mut LockedAppeal| {
        let mut filed = appeal.seen()?.clone();
        match filed.state {
            State::Draft => gone = empty(appeal, &mut filed).await?,
            State::InReview | State::MoreAsked => {
                let now_ms = appeal.now_ms;
                domain::tell(&app, &mut appeal.tx, Happening::Withdrawn, &filed, now_ms).await?;
            }
            _ => return Err(Problem::StaleVersion.into()),
        }
        let step = (State::Withdrawn, Milestone::Withdrawn, Who::Person);
        record(&app, &mut appeal.tx, &mut filed, step, appeal.now_ms).await?;
        appeal.filed = Some(filed);
        Ok(End::done())
    })
    .await?;
    // Only now: a file must not be gone whose row is still there.
    for stored in gone {
        app.documents.delete(&stored).await;
    }
    Ok(answer)
}

/// Takes everything out of a draft; the names of its stored files.
async fn empty(
    appeal: &mut LockedAppeal,
    filed: &mut StoredAppeal,
) -> Result<Vec<String>, ApiError> {
    let mut gone = vec![];
    for file in appeal_files::of(&mut appeal.tx, &filed.id).await? {
        appeal_files::remove(&mut appeal.tx, &filed.id, &file.id).await?;
        gone.push(file.stored);
    }
    filed.details = None;
    filed.phone = None;
    Ok(gone)
}
