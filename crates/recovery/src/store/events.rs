//! Audit events: what happened in which recovery, with which result. No identifiers, no secrets.

use super::Tx;
use sqlx::{Error, query};

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    pub id: &'a str,
    /// The hash of the recovery's id.
    pub recovery: &'a str,
    pub what: &'a str,
    /// The method, or empty.
    pub method: &'a str,
    pub result: &'a str,
}

/// Writes an event.
pub async fn record(tx: &mut Tx, event: &Event<'_>, now_ms: i64) -> Result<(), Error> {
    query(
        "INSERT INTO events (id, at_ms, recovery, what, method, result)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(event.id)
    .bind(now_ms)
    .bind(event.recovery)
    .bind(event.what)
    .bind(event.method)
    .bind(event.result)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}
