//! The bearer tokens of appeals and their codes.

use super::{Tx, columns::Flag};
use sqlx::{Error, FromRow, query, query_as, query_scalar};

/// A bearer token: of a draft, or of a look at a submitted appeal.
#[derive(Clone, Debug, FromRow)]
pub struct StoredToken {
    pub token_hash: String,
    /// `None` where number and phone did not belong together.
    pub appeal_id: Option<String>,
    /// Whether the code was given, or none is needed.
    #[sqlx(try_from = "Flag")]
    pub is_proved: bool,
    /// Whose wrong codes are counted; empty for a draft.
    pub subject: String,
    pub version: i64,
    pub expires_ms: i64,
}

/// The newest code of a token.
#[derive(Clone, Debug, FromRow)]
pub struct SentCode {
    pub code_id: String,
    pub phone: String,
    /// Whether it was sent; a decoy's never is and is never right.
    #[sqlx(try_from = "Flag")]
    pub is_real: bool,
    pub code_hash: String,
    pub tries: i64,
    pub resend_ms: i64,
    pub expires_ms: i64,
}

/// Stores a new token.
pub async fn insert(tx: &mut Tx, new: &StoredToken, now_ms: i64) -> Result<(), Error> {
    query(
        "INSERT INTO appeal_keys (token_hash, appeal_id, kind, is_proved, version, expires_ms,
                                  turn_ms, subject)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&new.token_hash)
    .bind(new.appeal_id.as_deref())
    .bind(if new.is_proved { "draft" } else { "look" })
    .bind(i64::from(new.is_proved))
    .bind(new.version)
    .bind(new.expires_ms)
    .bind(now_ms)
    .bind(&new.subject)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Locks and reads a token; `None` when there is none or it has expired.
pub async fn lock(
    tx: &mut Tx,
    token_hash: &str,
    now_ms: i64,
) -> Result<Option<StoredToken>, Error> {
    query_as(
        "UPDATE appeal_keys SET turn_ms = $1 WHERE token_hash = $2 AND expires_ms > $1
         RETURNING *",
    )
    .bind(now_ms)
    .bind(token_hash)
    .fetch_optional(&mut **tx)
    .await
}

/// Writes what a command may have changed.
pub async fn save(tx: &mut Tx, key: &StoredToken) -> Result<(), Error> {
    query(
        "UPDATE appeal_keys SET is_proved = $1, version = $2, expires_ms = $3
         WHERE token_hash = $4",
    )
    .bind(i64::from(key.is_proved))
    .bind(key.version)
    .bind(key.expires_ms)
    .bind(&key.token_hash)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Lets every token of a draft expire no later than this.
pub async fn shorten(tx: &mut Tx, appeal_id: &str, expires_ms: i64) -> Result<(), Error> {
    query("UPDATE appeal_keys SET expires_ms = $1 WHERE appeal_id = $2 AND expires_ms > $1")
        .bind(expires_ms)
        .bind(appeal_id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Replaces the code of a token: the one before is void at once.
pub async fn put_code(tx: &mut Tx, token_hash: &str, sent: &SentCode) -> Result<(), Error> {
    query(
        "INSERT INTO appeal_codes (token_hash, code_id, phone, is_real, code_hash, tries,
                                   resend_ms, expires_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (token_hash) DO UPDATE SET code_id = $2, phone = $3, is_real = $4,
             code_hash = $5, tries = $6, resend_ms = $7, expires_ms = $8",
    )
    .bind(token_hash)
    .bind(&sent.code_id)
    .bind(&sent.phone)
    .bind(i64::from(sent.is_real))
    .bind(&sent.code_hash)
    .bind(sent.tries)
    .bind(sent.resend_ms)
    .bind(sent.expires_ms)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Reads the code of a token.
pub async fn code(tx: &mut Tx, token_hash: &str) -> Result<Option<SentCode>, Error> {
    query_as("SELECT * FROM appeal_codes WHERE token_hash = $1")
        .bind(token_hash)
        .fetch_optional(&mut **tx)
        .await
}

/// Counts a try of the newest code (OTP-05); the number of tries so far, `None` when there are `most`
/// already.
pub async fn count_try(tx: &mut Tx, token_hash: &str, most: u8) -> Result<Option<i64>, Error> {
    query_scalar(
        "UPDATE appeal_codes SET tries = tries + 1 WHERE token_hash = $1 AND tries < $2
         RETURNING tries",
    )
    .bind(token_hash)
    .bind(i64::from(most))
    .fetch_optional(&mut **tx)
    .await
}

/// Voids the code of a token; whether there was one (CON-02).
pub async fn void_code(tx: &mut Tx, token_hash: &str) -> Result<bool, Error> {
    query("DELETE FROM appeal_codes WHERE token_hash = $1")
        .bind(token_hash)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected() == 1)
}
