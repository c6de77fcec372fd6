//! Chooses how to prove who one is, and sends the code or opens what the method needs. Choosing the
//! same code method again soon goes back to the code that was sent; another method voids it
//! (CON-03).

use super::ask_administrator::reports;
use crate::{
    app::App,
    command::{Answer, Client, Command, End, run},
    error::ApiError,
    recovery::{
        LockedRecovery,
        open_challenge::{open_face, open_visit},
        send_code::{end_if_locked, send_code},
    },
    store::{
        challenges::{self, Challenge},
        faces::Place,
        recoveries::Stage,
    },
    throttle,
};
use regain_contract::{Availability, ChooseMethod, Method, Problem};
use std::sync::Arc;

/// Chooses how to prove who one is, and sends the code or opens what the method needs.
pub async fn choose_method(
    app: Arc<App>,
    command: Command<ChooseMethod>,
) -> Result<Answer, ApiError> {
    let method = command.posted.body.method;
    run(&app, &command, "choose_method", async |recovery: &mut LockedRecovery| {
        recovery.require(Stage::ChooseMethod)?;
        let account_id = recovery.profile.account_id.clone();
        let used = challenges::proved(&mut recovery.tx, &recovery.stored.id, account_id.as_deref())
            .await?;
        let available = recovery.profile.availability(app.options(), &used, method);
        if !matches!(available, Availability::Available { .. }) {
            return Err(Problem::MethodUnavailable.into());
        }
        if is_by_budget(method) && end_if_locked(recovery).await? {
            return Ok(End::problem(Problem::TooManyAttempts).by(Some(method)));
        }
        match method {
            Method::Phone | Method::Email => {
                enter_code(recovery, &command.posted.client, method).await?;
            }
            Method::Alipay => open_visit(recovery, None).await?,
            Method::Face => {
                open_face(recovery, Place::Choose, None).await?;
            }
            Method::Administrator => {
                // Nobody may be asked for a day after a report: said here, not only when somebody is
                // asked.
                let reports = reports(&recovery.stored.subject);
                throttle::check(&mut recovery.tx, &reports, recovery.now_ms).await?;
                challenges::void(&mut recovery.tx, &recovery.stored.id).await?;
                recovery.go_to(Stage::ChooseAdministrator);
            }
        }
        Ok(End::done().by(method))
    })
    .await
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

async fn enter_code(
    recovery: &mut LockedRecovery,
    client: &Client,
    method: Method,
) -> Result<(), ApiError> {
    if let Some(challenge) = resumable(recovery, method).await? {
        recovery.go_to_challenge(Stage::EnterCode, challenge.id);
        return Ok(());
    }
    let to = recovery.profile.destination(method).cloned().ok_or(Problem::MethodUnavailable)?;
    send_code(recovery, client, method, &to).await
}

/// The challenge of the same method that is still good and so young that no other may be sent.
async fn resumable(
    recovery: &mut LockedRecovery,
    method: Method,
) -> Result<Option<Challenge>, ApiError> {
    let attempts = recovery.app.options().code_attempts;
    let open = challenges::open_one(&mut recovery.tx, &recovery.stored.id).await?;
    Ok(open.filter(|challenge| {
        challenge.method == method
            && challenge.is_alive(attempts, recovery.now_ms)
            && challenge.resend_ms > recovery.now_ms
    }))
}
