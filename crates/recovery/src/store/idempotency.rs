//! Responses by idempotency key (CON-06). The command writes its response in the transaction of its
//! effect, so that a repeated command gets the same response and changes nothing.

use super::Tx;
use sqlx::{Error, FromRow, query, query_as};

/// The response to the command that first used a key.
#[derive(Clone, Debug, FromRow)]
pub struct StoredResponse {
    pub fingerprint: String,
    /// 0 while a counted code is not judged yet.
    pub status: i64,
    pub version: i64,
    pub body: String,
}

/// Reads the response under a key.
pub async fn find(tx: &mut Tx, scope: &str, key: &str) -> Result<Option<StoredResponse>, Error> {
    query_as(
        "SELECT fingerprint, status, version, body FROM answers
         WHERE scope = $1 AND idempotency_key = $2",
    )
    .bind(scope)
    .bind(key)
    .fetch_optional(&mut **tx)
    .await
}

/// Claims a key; `false` when it was claimed before. On PostgreSQL a second claimer waits until
/// the first has committed or rolled back.
pub async fn claim(
    tx: &mut Tx,
    scope: &str,
    key: &str,
    given: &StoredResponse,
    now_ms: i64,
) -> Result<bool, Error> {
    query(
        "INSERT INTO answers (scope, idempotency_key, fingerprint, status, version, body, at_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind(scope)
    .bind(key)
    .bind(&given.fingerprint)
    .bind(given.status)
    .bind(given.version)
    .bind(&given.body)
    .bind(now_ms)
    .execute(&mut **tx)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Replaces the response under a claimed key.
pub async fn settle(
    tx: &mut Tx,
    scope: &str,
    key: &str,
    given: &StoredResponse,
) -> Result<(), Error> {
    query(
        "UPDATE answers SET status = $1, version = $2, body = $3
         WHERE scope = $4 AND idempotency_key = $5",
    )
    .bind(given.status)
    .bind(given.version)
    .bind(&given.body)
    .bind(scope)
    .bind(key)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}
