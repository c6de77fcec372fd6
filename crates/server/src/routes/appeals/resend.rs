//! `POST …/resend`: asks for a new code; the old one is void at once.

use super::{
    send::{self, To},
    turn::Turn,
};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    store::{
        appeal_keys,
        appeals::{self, DraftStep},
    },
};
use axum::extract::State;
use regain_contract::{Nothing, Problem};
use std::sync::Arc;

pub(super) async fn resend(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open(&app, &command, "appeal_resend").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let token_hash = turn.key.token_hash.clone();
    let before = appeal_keys::code(&mut turn.tx, &token_hash).await?;
    let before = before.ok_or(Problem::StaleVersion)?;
    if turn.key.is_proved {
        turn.draft(&[DraftStep::EnterCode])?;
    }
    // The same query for a decoy, which finds nothing (ENU-02).
    let id = turn.key.appeal_id.clone().unwrap_or_default();
    let filed = appeals::find(&mut turn.tx, &id).await?;
    let locale = filed.map(|filed| filed.locale).unwrap_or_default();
    let to = To { phone: &before.phone, is_real: before.is_real, locale };
    let from = (token_hash.as_str(), &command.posted.client);
    send::send(&app, &mut turn.tx, from, to, turn.now_ms).await?;
    turn.key.version += 1;
    turn.finish().await
}
