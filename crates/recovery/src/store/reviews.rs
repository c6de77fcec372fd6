//! What reviewers did, and which webhooks were taken.

use super::Tx;
use sqlx::{Error, query};

/// Something that a reviewer did.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed<'a> {
    pub id: &'a str,
    /// Empty for what concerns no single appeal.
    pub appeal_id: &'a str,
    /// Who: a user of the operating system, or the ticket system.
    pub reviewer: &'a str,
    pub what: &'a str,
    pub result: &'a str,
}

/// Writes it down.
pub async fn record(tx: &mut Tx, done: &Reviewed<'_>, now_ms: i64) -> Result<(), Error> {
    query(
        "INSERT INTO reviews (id, at_ms, appeal_id, reviewer, what, result)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(done.id)
    .bind(now_ms)
    .bind(done.appeal_id)
    .bind(done.reviewer)
    .bind(done.what)
    .bind(done.result)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Claims a webhook; false when it was taken before.
pub async fn take_webhook(tx: &mut Tx, id: &str, now_ms: i64) -> Result<bool, Error> {
    query("INSERT INTO webhooks_taken (id, at_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(id)
        .bind(now_ms)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected() == 1)
}
