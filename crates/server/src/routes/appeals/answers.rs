//! `POST …/answers`: what is needed, for which kind of account, who files.

use super::turn::Turn;
use crate::{
    app::App,
    appeals::rules,
    http::{Answer, Command, Refusal},
    store::appeals::Stand,
};
use axum::extract::State;
use regain_contract::{Problem, appeal::AnswerAppeal};
use std::sync::Arc;

pub(super) async fn answers(
    State(app): State<Arc<App>>,
    command: Command<AnswerAppeal>,
) -> Result<Answer, Refusal> {
    let answers = &command.posted.body.answers;
    if !rules::are_whole(answers) {
        return Err(Problem::Malformed.into());
    }
    let mut turn = match Turn::open(&app, &command, "appeal_answers").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    turn.draft(&[Stand::Answer])?.answers = Some(answers.clone());
    turn.go_to(Stand::Gather);
    turn.finish().await
}
