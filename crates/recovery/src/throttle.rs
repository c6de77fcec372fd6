//! Rate limits as operations use them: the common window, and the one refusal that says how long
//! to wait.

use crate::{
    error::ApiError,
    store::{
        Tx,
        rate_limits::{self, Allowance, Limit},
    },
    view::seconds_until,
};
use regain_contract::Problem;

/// A limit in uses per hour.
pub fn hourly(meter: String, most: u32) -> Limit {
    Limit { meter, most, window_ms: 60 * 60 * 1000 }
}

/// Counts one use on every limit, or refuses with the time to wait and counts nothing.
pub async fn take(
    tx: &mut Tx,
    limits: &mut [Limit],
    use_id: &str,
    now_ms: i64,
) -> Result<(), ApiError> {
    match rate_limits::take(tx, limits, use_id, now_ms).await? {
        Allowance::Left(_) => Ok(()),
        Allowance::WaitMs(wait_ms) => Err(throttled(wait_ms)),
    }
}

/// Refuses with the time to wait when a limit is used up; counts nothing.
pub async fn check(tx: &mut Tx, limit: &Limit, now_ms: i64) -> Result<(), ApiError> {
    match rate_limits::read(tx, limit, now_ms).await? {
        Allowance::Left(_) => Ok(()),
        Allowance::WaitMs(wait_ms) => Err(throttled(wait_ms)),
    }
}

/// The refusal to somebody who has to wait for so many milliseconds.
pub fn throttled(wait_ms: i64) -> ApiError {
    Problem::Throttled { retry_after_s: seconds_until(wait_ms, 0) }.into()
}
