//! `POST …/remind`: sends the request once more, with the same ticket, within the limits of the
//! request.

use super::turn::{Turn, hourly};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    outbox, random,
    store::{
        approvals, hand_offs,
        rate_limits::{self, Allowance},
        recoveries::Stage,
    },
    view,
};
use axum::extract::State;
use regain_contract::{Method, Nothing, Problem};
use std::sync::Arc;

pub(super) async fn remind(
    State(app): State<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open_or_repeat(&app, &command, "remind").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    turn.require(Stage::AwaitApproval)?;
    let challenge = turn.challenge().await?;
    let approval = approvals::find(&mut turn.tx, &challenge.id).await?;
    let hand_off = hand_offs::of_challenge(&mut turn.tx, &challenge.id).await?;
    let (Some(approval), Some(hand_off)) = (approval, hand_off) else {
        return Err(Problem::StaleVersion.into());
    };
    let is_used_up = approval.reminders >= i64::from(app.options().reminders);
    let next_ms = if is_used_up { challenge.expires_ms } else { approval.remind_ms };
    let wait_ms = (next_ms - turn.now_ms).max(count(&mut turn).await?);
    if wait_ms > 0 {
        let retry_after_s = view::seconds_until(wait_ms, 0);
        return Err(Problem::Throttled { retry_after_s }.into());
    }
    let remind_ms = turn.now_ms + i64::from(app.options().remind_after_s) * 1000;
    approvals::remind(&mut turn.tx, &challenge.id, remind_ms).await?;
    outbox::queue_request(&mut turn, &approval, &hand_off).await?;
    // Other screens of this recovery count down to something else now.
    turn.stored.version += 1;
    turn.keep_alive();
    turn.finish(Some(Method::Administrator)).await
}

/// Counts the message; how long to wait when the server sends no more.
async fn count(turn: &mut Turn<'_>) -> Result<i64, ApiError> {
    let use_id = random::id(&*turn.app.random)?;
    let mut limits = [hourly("sends in all".into(), turn.app.options().sends_in_all)];
    Ok(match rate_limits::take(&mut turn.tx, &mut limits, &use_id, turn.now_ms).await? {
        Allowance::Left(_) => 0,
        Allowance::WaitMs(wait_ms) => wait_ms,
    })
}
