//! Takes a file away.

use crate::{
    app::App,
    appeal::LockedAppeal,
    command::{Answer, Command, End, run},
    error::ApiError,
    store::appeal_files,
    view,
};
use regain_contract::{Problem, appeal::RemoveFile};
use std::sync::Arc;

/// Takes a file away.
pub async fn remove_file(app: Arc<App>, command: Command<RemoveFile>) -> Result<Answer, ApiError> {
    let id = &command.posted.body.id;
    let mut gone = None;
    let answer = run(&app, &command, "appeal_remove_file", async |appeal: &mut LockedAppeal| {
        let filed = appeal.seen()?.clone();
        let given = view::given(&app, &mut appeal.tx, &filed).await?;
        let is_there = given.is_some_and(|(_, files)| files.iter().any(|file| file.id == *id));
        if !is_there {
            return Err(Problem::StaleVersion.into());
        }
        gone = appeal_files::remove(&mut appeal.tx, &filed.id, id).await?;
        Ok(End::done())
    })
    .await?;
    // Only now: a file must not be gone whose row is still there.
    if let Some(stored) = gone {
        app.documents.delete(&stored).await;
    }
    Ok(answer)
}
