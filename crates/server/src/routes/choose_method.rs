//! `POST …/method`: chooses how to prove who one is, and sends the code. Choosing the same method
//! again soon goes back to the code that was sent; another method voids it (CON-03).

use super::{
    send_code::{end_if_locked, send_code},
    turn::Turn,
};
use crate::{
    app::App,
    http::{Answer, Command, Refusal},
    store::{
        challenges::{self, Challenge},
        recoveries::Stage,
    },
};
use axum::extract::State;
use regain_contract::{Availability, ChooseMethod, Method, Problem};
use std::sync::Arc;

pub(super) async fn choose_method(
    State(app): State<Arc<App>>,
    command: Command<ChooseMethod>,
) -> Result<Answer, Refusal> {
    let method = command.posted.body.method;
    let mut turn = match Turn::open_or_repeat(&app, &command, "choose_method").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    turn.require(Stage::ChooseMethod)?;
    let account_id = turn.profile.account_id.clone();
    let used = challenges::proved(&mut turn.tx, &turn.stored.id, account_id.as_deref()).await?;
    let available = turn.profile.availability(app.options(), &used, method);
    let (Availability::Available { .. }, Some(to)) =
        (available, turn.profile.destination(method).cloned())
    else {
        return Err(Problem::MethodUnavailable.into());
    };
    if end_if_locked(&mut turn).await? {
        return turn.finish_with(Problem::TooManyAttempts, Some(method)).await;
    }
    match resumable(&mut turn, method).await? {
        Some(challenge) => {
            turn.go_to(Stage::EnterCode);
            turn.stored.challenge_id = Some(challenge.id);
        }
        None => send_code(&mut turn, &command.posted.client, method, &to).await?,
    }
    turn.finish(Some(method)).await
}

/// The challenge of the same method that is still good and so young that no other may be sent.
async fn resumable(turn: &mut Turn<'_>, method: Method) -> Result<Option<Challenge>, Refusal> {
    let attempts = turn.app.options().code_attempts;
    let open = challenges::open_one(&mut turn.tx, &turn.stored.id).await?;
    Ok(open.filter(|challenge| {
        challenge.method == method
            && challenge.is_alive(attempts, turn.now_ms)
            && challenge.resend_ms > turn.now_ms
    }))
}
