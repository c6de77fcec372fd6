//! How often faces may be tried (FAC-04): at most so many failures in a row, then each try waits;
//! and so many tries of one account in a day. A try is counted when it begins and given back when
//! it succeeds, so that sessions side by side count too. Sessions cost money, like messages, and
//! are limited in the same way (OTP-10).

use crate::{
    command::Client,
    error::ApiError,
    keys::Purpose,
    random,
    recovery::LockedRecovery,
    store::rate_limits::{self, Allowance, Limit},
    throttle::{self, hourly, throttled},
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn in_a_row(recovery: &LockedRecovery, most: u32, window_ms: i64) -> Limit {
    Limit { meter: format!("faces in a row {}", recovery.stored.subject), most, window_ms }
}

fn a_day(recovery: &LockedRecovery) -> Limit {
    Limit {
        meter: format!("faces {}", recovery.stored.subject),
        most: recovery.app.options().face_failures_per_day,
        window_ms: DAY_MS,
    }
}

/// Counts a try; the name of the use. Says how long to wait when there is no room for it.
pub async fn begin(recovery: &mut LockedRecovery, client: &Client) -> Result<String, ApiError> {
    let options = recovery.app.options();
    let row = in_a_row(recovery, options.face_failures_in_a_row, DAY_MS);
    let pause = in_a_row(recovery, 1, i64::from(options.face_pause_s) * 1000);
    let address = recovery.app.keys.hex(Purpose::Meter, &["face", &client.0]);
    let mut limits = [
        a_day(recovery),
        hourly(format!("faces for {}", recovery.stored.subject), options.sends_per_account),
        hourly(format!("faces from {address}"), options.sends_per_address),
    ];
    let use_id = random::id(&*recovery.app.random)?;
    let now_ms = recovery.now_ms;
    // Its owner stopped a change lately. Told like a day's used-up tries, which decoys have too.
    if recovery.profile.stopped_until_ms > now_ms {
        return Err(throttled(recovery.profile.stopped_until_ms - now_ms));
    }
    let has_failed_often = rate_limits::read(&mut recovery.tx, &row, now_ms).await?;
    if let (Allowance::WaitMs(_), Allowance::WaitMs(wait_ms)) =
        (has_failed_often, rate_limits::read(&mut recovery.tx, &pause, now_ms).await?)
    {
        return Err(throttled(wait_ms));
    }
    throttle::take(&mut recovery.tx, &mut limits, &use_id, now_ms).await?;
    Ok(use_id)
}

/// Gives the try back: it succeeded, or the provider did not answer.
pub async fn give_back(recovery: &mut LockedRecovery, use_id: &str) -> Result<(), ApiError> {
    let meter = a_day(recovery).meter;
    Ok(rate_limits::give_back(&mut recovery.tx, &meter, use_id).await?)
}

/// Begins the row anew after a success.
pub async fn succeed(recovery: &mut LockedRecovery, use_id: &str) -> Result<(), ApiError> {
    give_back(recovery, use_id).await?;
    let meter = in_a_row(recovery, 0, 0).meter;
    Ok(rate_limits::clear(&mut recovery.tx, &meter).await?)
}

/// Notes a failure; whether none is left for today.
pub async fn fail(recovery: &mut LockedRecovery, use_id: &str) -> Result<bool, ApiError> {
    let mut row = [in_a_row(recovery, u32::MAX, DAY_MS)];
    let (now_ms, day) = (recovery.now_ms, a_day(recovery));
    rate_limits::take(&mut recovery.tx, &mut row, use_id, now_ms).await?;
    Ok(matches!(rate_limits::read(&mut recovery.tx, &day, now_ms).await?, Allowance::WaitMs(_)))
}
