//! `POST …/withdraw`: withdraws a submitted appeal, or deletes a draft with everything in it. A
//! deleted draft is answered as withdrawn; its number finds nothing.

use super::turn::Turn;
use crate::{
    app::App,
    appeals::{self as domain, Who, record},
    http::{Answer, ApiError, Command},
    store::{appeal_files, appeals::State},
    webhook::Happening,
};
use axum::extract::State as Shared;
use regain_contract::{Nothing, Problem, appeal::Milestone};
use std::sync::Arc;

pub(super) async fn withdraw(
    Shared(app): Shared<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open(&app, &command, "appeal_withdraw").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let mut filed =
        turn.filed.clone().filter(|_| turn.key.is_proved).ok_or(Problem::StaleVersion)?;
    let was_draft = match filed.state {
        State::Draft => true,
        State::InReview | State::MoreAsked => false,
        _ => return Err(Problem::StaleVersion.into()),
    };
    let mut gone = vec![];
    if was_draft {
        for file in appeal_files::of(&mut turn.tx, &filed.id).await? {
            appeal_files::remove(&mut turn.tx, &filed.id, &file.id).await?;
            gone.push(file.stored);
        }
        filed.details = None;
        filed.phone = None;
    } else {
        domain::tell(&app, &mut turn.tx, Happening::Withdrawn, &filed, turn.now_ms).await?;
    }
    let step = (State::Withdrawn, Milestone::Withdrawn, Who::Person);
    record(&app, &mut turn.tx, &mut filed, step, turn.now_ms).await?;
    turn.filed = Some(filed);
    let answer = turn.finish().await?;
    for stored in gone {
        app.documents.delete(&stored).await;
    }
    Ok(answer)
}
