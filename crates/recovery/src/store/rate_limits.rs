//! Meters: how often something happened in a sliding window. Wrong codes per account (OTP-06),
//! messages per destination (OTP-10) and log-on failures are counted by this one mechanism.

use super::Tx;
use sqlx::{Error, query, query_scalar};

/// A limit: at most so many uses of one meter in a window.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limit {
    /// The name of the meter: a keyed hash or an id, never an identifier in clear.
    pub meter: String,
    /// Most uses.
    pub most: u32,
    /// The window in milliseconds.
    pub window_ms: i64,
}

/// How much of a limit is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowance {
    /// So many more uses are allowed.
    Left(u32),
    /// None is allowed until so many milliseconds have passed.
    WaitMs(i64),
}

/// Reads a meter without using it.
pub async fn read(tx: &mut Tx, limit: &Limit, now_ms: i64) -> Result<Allowance, Error> {
    let since = now_ms.saturating_sub(limit.window_ms);
    let used: i64 = query_scalar("SELECT COUNT(*) FROM meter_uses WHERE meter = $1 AND at_ms > $2")
        .bind(&limit.meter)
        .bind(since)
        .fetch_one(&mut **tx)
        .await?;
    let most = i64::from(limit.most);
    if used < most {
        return Ok(Allowance::Left(u32::try_from(most - used).unwrap_or(0)));
    }
    // Full until the use that is `most` uses back falls out of the window.
    let oldest = query_scalar(
        "SELECT at_ms FROM meter_uses WHERE meter = $1 AND at_ms > $2
         ORDER BY at_ms DESC LIMIT 1 OFFSET $3",
    )
    .bind(&limit.meter)
    .bind(since)
    .bind((most - 1).max(0))
    .fetch_optional(&mut **tx)
    .await?;
    let at: i64 = oldest.unwrap_or(now_ms);
    Ok(Allowance::WaitMs((at + limit.window_ms - now_ms).max(1)))
}

/// Uses every meter once, or none: the longest wait when one of them is full. `use_id` names the
/// use, so that it can be given back. The limits stay locked until the transaction ends.
pub async fn take(
    tx: &mut Tx,
    limits: &mut [Limit],
    use_id: &str,
    now_ms: i64,
) -> Result<Allowance, Error> {
    // In one order everywhere, so that two takers never wait for each other.
    limits.sort();
    let mut room = u32::MAX;
    let mut wait = 0;
    for limit in limits.iter() {
        lock(tx, &limit.meter, now_ms).await?;
        match read(tx, limit, now_ms).await? {
            Allowance::Left(left) => room = room.min(left),
            Allowance::WaitMs(ms) => wait = wait.max(ms),
        }
    }
    if wait > 0 {
        return Ok(Allowance::WaitMs(wait));
    }
    for limit in limits.iter() {
        query(
            "INSERT INTO meter_uses (meter, use_id, at_ms) VALUES ($1, $2, $3)
             ON CONFLICT DO NOTHING",
        )
        .bind(&limit.meter)
        .bind(use_id)
        .bind(now_ms)
        .execute(&mut **tx)
        .await?;
    }
    Ok(Allowance::Left(room.saturating_sub(1)))
}

/// Gives a use back, for instance that of a code that turned out right.
pub async fn give_back(tx: &mut Tx, meter: &str, use_id: &str) -> Result<(), Error> {
    query("DELETE FROM meter_uses WHERE meter = $1 AND use_id = $2")
        .bind(meter)
        .bind(use_id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Sets a meter back to nought, for instance that of failures in a row after a success.
pub async fn clear(tx: &mut Tx, meter: &str) -> Result<(), Error> {
    query("DELETE FROM meter_uses WHERE meter = $1")
        .bind(meter)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// The row of the meter is the lock: on PostgreSQL the next statement sees what the previous
/// holder committed.
async fn lock(tx: &mut Tx, meter: &str, now_ms: i64) -> Result<(), Error> {
    query(
        "INSERT INTO meters (name, touched_ms) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET touched_ms = $2",
    )
    .bind(meter)
    .bind(now_ms)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}
