//! `POST …/answers`: what is needed, for which kind of account, who files.

use super::turn::Turn;
use crate::{
    app::App,
    appeals::rules,
    http::{Answer, ApiError, Command},
    store::{appeal_files, appeals::DraftStep},
};
use axum::extract::State;
use regain_contract::{
    Problem,
    appeal::{AnswerAppeal, MaterialKind},
};
use std::sync::Arc;

pub(super) async fn answers(
    State(app): State<Arc<App>>,
    command: Command<AnswerAppeal>,
) -> Result<Answer, ApiError> {
    let answers = &command.posted.body.answers;
    if !rules::are_whole(answers) {
        return Err(Problem::Malformed.into());
    }
    let mut turn = match Turn::open(&app, &command, "appeal_answers").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let filed = turn.draft(&[DraftStep::Answer])?;
    filed.answers = Some(answers.clone());
    let (id, asked) = (filed.id.clone(), rules::materials(answers));
    for file in appeal_files::of(&mut turn.tx, &id).await? {
        // Nothing that was given is lost when an answer changes.
        if !asked.iter().any(|one| one.kind == file.material) {
            appeal_files::set_material(&mut turn.tx, &file.id, MaterialKind::Other).await?;
        }
    }
    turn.go_to(DraftStep::Gather);
    turn.finish().await
}
