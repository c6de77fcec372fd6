//! Sends a new code to the same destination. The old one is void at once (OTP-04); the account's
//! budget of wrong codes stays as it is (OTP-06).

use crate::{
    app::App,
    command::{Answer, Command, End, run},
    error::ApiError,
    recovery::{
        LockedRecovery,
        send_code::{end_if_locked, send_code},
    },
    store::recoveries::Stage,
    throttle::throttled,
};
use regain_contract::{Nothing, Problem};
use std::sync::Arc;

/// Sends a new code to the same destination.
pub async fn resend(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    run(&app, &command, "resend", async |recovery: &mut LockedRecovery| {
        recovery.require(Stage::EnterCode)?;
        let challenge = recovery.challenge().await?;
        let method = challenge.method;
        let to = recovery.profile.destination(method).cloned().ok_or(Problem::StaleVersion)?;
        if challenge.resend_ms > recovery.now_ms {
            return Err(throttled(challenge.resend_ms - recovery.now_ms));
        }
        if end_if_locked(recovery).await? {
            return Ok(End::problem(Problem::TooManyAttempts).by(Some(method)));
        }
        send_code(recovery, &command.posted.client, method, &to).await?;
        Ok(End::done().by(method))
    })
    .await
}
