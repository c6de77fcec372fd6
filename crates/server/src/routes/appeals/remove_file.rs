//! `POST …/files/remove`: takes a file away.

use super::turn::Turn;
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    store::appeal_files,
    view,
};
use axum::extract::State;
use regain_contract::{Problem, appeal::RemoveFile};
use std::sync::Arc;

pub(super) async fn remove_file(
    State(app): State<Arc<App>>,
    command: Command<RemoveFile>,
) -> Result<Answer, ApiError> {
    let id = &command.posted.body.id;
    let mut turn = match Turn::open(&app, &command, "appeal_remove_file").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let filed = turn.filed.clone().filter(|_| turn.key.is_proved).ok_or(Problem::StaleVersion)?;
    let given = view::given(&app, &mut turn.tx, &filed).await?;
    let is_there = given.is_some_and(|(_, files)| files.iter().any(|file| file.id == *id));
    if !is_there {
        return Err(Problem::StaleVersion.into());
    }
    let stored = appeal_files::remove(&mut turn.tx, &filed.id, id).await?;
    let answer = turn.finish().await?;
    if let Some(stored) = stored {
        app.documents.delete(&stored).await;
    }
    Ok(answer)
}
