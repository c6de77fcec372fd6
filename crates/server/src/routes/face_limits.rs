//! How often faces may be tried (FAC-04): at most so many failures in a row, then each try waits;
//! and so many tries of one account in a day. A try is counted when it begins and given back when
//! it succeeds, so that sessions side by side count too. Sessions cost money, like messages, and
//! are limited in the same way (OTP-10).

use super::turn::{Turn, hourly};
use crate::{
    http::{ApiError, Client},
    keys::Purpose,
    random,
    store::rate_limits::{self, Allowance, Limit},
    view,
};
use regain_contract::Problem;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn in_a_row(turn: &Turn<'_>, most: u32, window_ms: i64) -> Limit {
    Limit { meter: format!("faces in a row {}", turn.stored.subject), most, window_ms }
}

fn a_day(turn: &Turn<'_>) -> Limit {
    Limit {
        meter: format!("faces {}", turn.stored.subject),
        most: turn.app.options().face_failures_per_day,
        window_ms: DAY_MS,
    }
}

/// Counts a try; the name of the use. Says how long to wait when there is no room for it.
pub(super) async fn begin(turn: &mut Turn<'_>, client: &Client) -> Result<String, ApiError> {
    let options = turn.app.options();
    let row = in_a_row(turn, options.face_failures_in_a_row, DAY_MS);
    let pause = in_a_row(turn, 1, i64::from(options.face_pause_s) * 1000);
    let address = turn.app.keys.hex(Purpose::Meter, &["face", &client.0]);
    let mut limits = [
        a_day(turn),
        hourly(format!("faces for {}", turn.stored.subject), options.sends_per_account),
        hourly(format!("faces from {address}"), options.sends_per_address),
    ];
    let use_id = random::id(&*turn.app.random)?;
    let now_ms = turn.now_ms;
    // Its owner stopped a change lately. Told like a day's used-up tries, which decoys have too.
    if turn.profile.stopped_until_ms > now_ms {
        return Err(throttled(turn.profile.stopped_until_ms - now_ms));
    }
    let has_failed_often = rate_limits::read(&mut turn.tx, &row, now_ms).await?;
    if let (Allowance::WaitMs(_), Allowance::WaitMs(wait_ms)) =
        (has_failed_often, rate_limits::read(&mut turn.tx, &pause, now_ms).await?)
    {
        return Err(throttled(wait_ms));
    }
    match rate_limits::take(&mut turn.tx, &mut limits, &use_id, now_ms).await? {
        Allowance::WaitMs(wait_ms) => Err(throttled(wait_ms)),
        Allowance::Left(_) => Ok(use_id),
    }
}

/// Gives the try back: it succeeded, or the provider did not answer.
pub(super) async fn give_back(turn: &mut Turn<'_>, use_id: &str) -> Result<(), ApiError> {
    let meter = a_day(turn).meter;
    Ok(rate_limits::give_back(&mut turn.tx, &meter, use_id).await?)
}

/// Begins the row anew after a success.
pub(super) async fn succeed(turn: &mut Turn<'_>, use_id: &str) -> Result<(), ApiError> {
    give_back(turn, use_id).await?;
    let meter = in_a_row(turn, 0, 0).meter;
    Ok(rate_limits::clear(&mut turn.tx, &meter).await?)
}

/// Notes a failure; whether none is left for today.
pub(super) async fn fail(turn: &mut Turn<'_>, use_id: &str) -> Result<bool, ApiError> {
    let mut row = [in_a_row(turn, u32::MAX, DAY_MS)];
    let (now_ms, day) = (turn.now_ms, a_day(turn));
    rate_limits::take(&mut turn.tx, &mut row, use_id, now_ms).await?;
    Ok(matches!(rate_limits::read(&mut turn.tx, &day, now_ms).await?, Allowance::WaitMs(_)))
}

fn throttled(wait_ms: i64) -> ApiError {
    Problem::Throttled { retry_after_s: view::seconds_until(wait_ms, 0) }.into()
}
