//! Sends the request once more, with the same ticket, within the limits of the request.

use crate::{
    app::App,
    command::{Answer, Command, End, run},
    error::ApiError,
    outbox, random,
    recovery::LockedRecovery,
    store::{
        approvals, hand_offs,
        rate_limits::{self, Allowance},
        recoveries::Stage,
    },
    throttle::{hourly, throttled},
};
use regain_contract::{Method, Nothing, Problem};
use std::sync::Arc;

/// Sends the request once more, with the same ticket, within the limits of the request.
pub async fn remind(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    run(&app, &command, "remind", async |recovery: &mut LockedRecovery| {
        recovery.require(Stage::AwaitApproval)?;
        let challenge = recovery.challenge().await?;
        let approval = approvals::find(&mut recovery.tx, &challenge.id).await?;
        let hand_off = hand_offs::of_challenge(&mut recovery.tx, &challenge.id).await?;
        let (Some(approval), Some(hand_off)) = (approval, hand_off) else {
            return Err(Problem::StaleVersion.into());
        };
        let is_used_up = approval.reminders >= i64::from(app.options().reminders);
        let next_ms = if is_used_up { challenge.expires_ms } else { approval.remind_ms };
        let wait_ms = (next_ms - recovery.now_ms).max(count(recovery).await?);
        if wait_ms > 0 {
            return Err(throttled(wait_ms));
        }
        let remind_ms = recovery.now_ms + i64::from(app.options().remind_after_s) * 1000;
        approvals::remind(&mut recovery.tx, &challenge.id, remind_ms).await?;
        outbox::queue_request(recovery, &approval, &hand_off).await?;
        // Other screens of this recovery count down to something else now.
        recovery.stored.version += 1;
        recovery.keep_alive();
        Ok(End::done().by(Method::Administrator))
    })
    .await
}

/// Counts the message; how long to wait when the server sends no more.
async fn count(recovery: &mut LockedRecovery) -> Result<i64, ApiError> {
    let use_id = random::id(&*recovery.app.random)?;
    let mut limits = [hourly("sends in all".into(), recovery.app.options().sends_in_all)];
    Ok(match rate_limits::take(&mut recovery.tx, &mut limits, &use_id, recovery.now_ms).await? {
        Allowance::Left(_) => 0,
        Allowance::WaitMs(wait_ms) => wait_ms,
    })
}
