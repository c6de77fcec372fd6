//! `POST …/method`: chooses how to prove who one is, and sends the code or opens what the method
//! needs. Choosing the same code method again soon goes back to the code that was sent; another
//! method voids it (CON-03).

use super::{
    ask_administrator::reports,
    open_challenge::{open_face, open_visit},
    send_code::{end_if_locked, send_code},
    turn::Turn,
};
use crate::{
    app::App,
    http::{Answer, ApiError, Client, Command},
    store::{
        challenges::{self, Challenge},
        faces::Place,
        rate_limits::{self, Allowance},
        recoveries::Stage,
    },
    view,
};
use axum::extract::State;
use regain_contract::{Availability, ChooseMethod, Method, Problem};
use std::sync::Arc;

pub(super) async fn choose_method(
    State(app): State<Arc<App>>,
    command: Command<ChooseMethod>,
) -> Result<Answer, ApiError> {
    let method = command.posted.body.method;
    let mut turn = match Turn::open_or_repeat(&app, &command, "choose_method").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    turn.require(Stage::ChooseMethod)?;
    let account_id = turn.profile.account_id.clone();
    let used = challenges::proved(&mut turn.tx, &turn.stored.id, account_id.as_deref()).await?;
    let available = turn.profile.availability(app.options(), &used, method);
    if !matches!(available, Availability::Available { .. }) {
        return Err(Problem::MethodUnavailable.into());
    }
    if is_by_budget(method) && end_if_locked(&mut turn).await? {
        return turn.finish_with(Problem::TooManyAttempts, Some(method)).await;
    }
    match method {
        Method::Phone | Method::Email => {
            enter_code(&mut turn, &command.posted.client, method).await?;
        }
        Method::Alipay => open_visit(&mut turn, None).await?,
        Method::Face => {
            open_face(&mut turn, Place::Choose, None).await?;
        }
        Method::Administrator => {
            require_unreported(&mut turn).await?;
            challenges::void(&mut turn.tx, &turn.stored.id).await?;
            turn.go_to(Stage::ChooseAdministrator);
        }
    }
    turn.finish(Some(method)).await
}

/// Whether failures of the method count against the account's one budget (OTP-06), wrong numbers of
/// administrators too (ADM-04). Faces have a limit of their own: a budget that somebody else has
/// used up must not close this way.
const fn is_by_budget(method: Method) -> bool {
    match method {
        Method::Phone | Method::Email | Method::Alipay | Method::Administrator => true,
        Method::Face => false,
    }
}

/// Nobody may be asked for a day after a report: said here, not only when somebody is asked.
async fn require_unreported(turn: &mut Turn<'_>) -> Result<(), ApiError> {
    let reports = reports(&turn.stored.subject);
    match rate_limits::read(&mut turn.tx, &reports, turn.now_ms).await? {
        Allowance::Left(_) => Ok(()),
        Allowance::WaitMs(wait_ms) => {
            let retry_after_s = view::seconds_until(wait_ms, 0);
            Err(Problem::Throttled { retry_after_s }.into())
        }
    }
}

async fn enter_code(turn: &mut Turn<'_>, client: &Client, method: Method) -> Result<(), ApiError> {
    if let Some(challenge) = resumable(turn, method).await? {
        turn.go_to_challenge(Stage::EnterCode, challenge.id);
        return Ok(());
    }
    let to = turn.profile.destination(method).cloned().ok_or(Problem::MethodUnavailable)?;
    send_code(turn, client, method, &to).await
}

/// The challenge of the same method that is still good and so young that no other may be sent.
async fn resumable(turn: &mut Turn<'_>, method: Method) -> Result<Option<Challenge>, ApiError> {
    let attempts = turn.app.options().code_attempts;
    let open = challenges::open_one(&mut turn.tx, &turn.stored.id).await?;
    Ok(open.filter(|challenge| {
        challenge.method == method
            && challenge.is_alive(attempts, turn.now_ms)
            && challenge.resend_ms > turn.now_ms
    }))
}
