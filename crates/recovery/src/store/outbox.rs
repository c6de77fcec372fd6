//! The outbox: messages are rows written with their cause and sent afterwards by one worker.

use super::{Tx, columns::Text};
use regain_contract::Locale;
use sqlx::{Error, FromRow, query, query_as};

/// A message.
#[derive(Clone, Debug, FromRow)]
pub struct Message {
    pub id: String,
    /// The challenge whose code it carries; it is not sent when that is no longer open.
    pub challenge_id: Option<String>,
    /// `phone` or `email`.
    pub channel: String,
    /// Empty for a decoy: such a row is written, and never sent (ENU-02).
    pub address: String,
    /// `code` or `notice`.
    pub template: String,
    #[sqlx(try_from = "Text")]
    pub locale: Locale,
    /// The sealed parameters.
    pub params: String,
    pub tries: i64,
    pub expires_ms: i64,
}

/// Queues a message.
pub async fn queue(tx: &mut Tx, message: &Message, now_ms: i64) -> Result<(), Error> {
    query(
        "INSERT INTO outbox (id, challenge_id, channel, address, template, locale, params, state,
                             tries, next_ms, expires_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)",
    )
    .bind(&message.id)
    .bind(message.challenge_id.as_deref())
    .bind(&message.channel)
    .bind(&message.address)
    .bind(&message.template)
    .bind(message.locale.tag())
    .bind(if message.address.is_empty() { "" } else { message.params.as_str() })
    .bind(if message.address.is_empty() { "decoy" } else { "due" })
    .bind(now_ms)
    .bind(message.expires_ms)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Claims one due message for `lease_ms`; after that another worker may take it. Messages whose
/// code is superseded or expired are dropped instead.
pub async fn claim(tx: &mut Tx, now_ms: i64, lease_ms: i64) -> Result<Option<Message>, Error> {
    query(
        "UPDATE outbox SET state = 'dropped', params = '' WHERE state = 'due' AND
         (expires_ms <= $1 OR challenge_id IN (SELECT id FROM challenges WHERE state <> 'open'))",
    )
    .bind(now_ms)
    .execute(&mut **tx)
    .await?;
    query_as(
        "UPDATE outbox SET next_ms = $2, tries = tries + 1 WHERE state = 'due' AND next_ms <= $1
         AND id = (SELECT id FROM outbox WHERE state = 'due' AND next_ms <= $1
                   ORDER BY next_ms LIMIT 1)
         RETURNING id, challenge_id, channel, address, template, locale, params, tries, expires_ms",
    )
    .bind(now_ms)
    .bind(now_ms.saturating_add(lease_ms))
    .fetch_optional(&mut **tx)
    .await
}

/// Marks a message as sent and wipes what it said.
pub async fn sent(tx: &mut Tx, id: &str) -> Result<(), Error> {
    query("UPDATE outbox SET state = 'sent', params = '' WHERE id = $1")
        .bind(id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Puts a message off.
pub async fn retry(tx: &mut Tx, id: &str, next_ms: i64) -> Result<(), Error> {
    query("UPDATE outbox SET next_ms = $1 WHERE id = $2 AND state = 'due'")
        .bind(next_ms)
        .bind(id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}
