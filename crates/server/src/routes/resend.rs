//! `POST …/resend`: sends a new code to the same destination. The old one is void at once (OTP-04);
//! the account's budget of wrong codes stays as it is (OTP-06).

use super::{
    send_code::{end_if_locked, send_code},
    turn::Turn,
};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    store::recoveries::Stage,
    view,
};
use axum::extract::State;
use regain_contract::{Nothing, Problem};
use std::sync::Arc;

pub(super) async fn resend(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open_or_repeat(&app, &command, "resend").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    turn.require(Stage::EnterCode)?;
    let challenge = turn.challenge().await?;
    let method = challenge.method;
    let to = turn.profile.destination(method).cloned().ok_or(Problem::StaleVersion)?;
    if challenge.resend_ms > turn.now_ms {
        let retry_after_s = view::seconds_until(challenge.resend_ms, turn.now_ms);
        return Err(Problem::Throttled { retry_after_s }.into());
    }
    if end_if_locked(&mut turn).await? {
        return turn.finish_with(Problem::TooManyAttempts, Some(method)).await;
    }
    send_code(&mut turn, &command.posted.client, method, &to).await?;
    turn.finish(Some(method)).await
}
