//! What is needed, for which kind of account, who files.

use crate::{
    app::App,
    appeal::LockedAppeal,
    appeals::rules,
    command::{Answer, Command, End, run},
    error::ApiError,
    store::{appeal_files, appeals::DraftStep},
};
use regain_contract::{
    Problem,
    appeal::{AnswerAppeal, MaterialKind},
};
use std::sync::Arc;

/// What is needed, for which kind of account, who files.
pub async fn answers(app: Arc<App>, command: Command<AnswerAppeal>) -> Result<Answer, ApiError> {
    let answers = &command.posted.body.answers;
    if !rules::are_whole(answers) {
        return Err(Problem::Malformed.into());
    }
    run(&app, &command, "appeal_answers", async |appeal: &mut LockedAppeal| {
        let filed = appeal.draft(&[DraftStep::Answer])?;
        filed.answers = Some(answers.clone());
        let (id, asked) = (filed.id.clone(), rules::materials(answers));
        for file in appeal_files::of(&mut appeal.tx, &id).await? {
            // Nothing that was given is lost when an answer changes.
            if !asked.iter().any(|one| one.kind == file.material) {
                appeal_files::set_material(&mut appeal.tx, &file.id, MaterialKind::Other).await?;
            }
        }
        appeal.go_to(DraftStep::Gather);
        Ok(End::done())
    })
    .await
}
