//! The rows of recoveries. A command locks its row first, so that the commands of one recovery
//! happen one after the other.

use super::{
    Tx,
    columns::{Flag, Text},
    stage::StageColumns,
    words,
};
use crate::client_info::ClientInfo;
use regain_contract::{Intent, Locale};
use sqlx::{Error, FromRow, query, query_as};

pub use super::stage::Stage;

/// What a recovery is read from, in one place for every query.
macro_rules! columns {
    () => {
        "id, locale, subject, account_id, decoy, stamp, label, version, step, challenge_id,
         end_reason, retry_ms, sessions_signed_out, browser, system, place, created_ms, since_ms,
         expires_ms, intent, destination, return_to, notices_sent, is_unseen"
    };
}

/// A recovery as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct StoredRecovery {
    pub id: String,
    #[sqlx(try_from = "Text")]
    pub intent: Intent,
    #[sqlx(try_from = "Text")]
    pub locale: Locale,
    /// Whose budget is used: the account's id, or a keyed hash for a decoy and for a destination.
    pub subject: String,
    pub account_id: Option<String>,
    /// The profile of a decoy, as JSON.
    pub decoy: Option<String>,
    /// The sealed destination whose usernames are looked for; `None` once an account is known.
    pub destination: Option<String>,
    /// The account's stamp when the recovery began (TOK-04).
    pub stamp: String,
    pub label: String,
    pub version: i64,
    #[sqlx(flatten, try_from = "StageColumns")]
    pub stage: Stage,
    pub challenge_id: Option<String>,
    /// When a new recovery of a locked account can succeed.
    pub retry_ms: i64,
    pub sessions_signed_out: i64,
    /// How many destinations were told of the new password.
    pub notices_sent: i64,
    /// Where the person came from, when its origin is allowed (FIN-05).
    pub return_to: Option<String>,
    /// The browser that it began in, for those who are asked about it.
    #[sqlx(flatten)]
    pub asker: ClientInfo,
    pub created_ms: i64,
    /// Since when `absolute_s` counts: its beginning, or the end of the last wait for an approval.
    pub since_ms: i64,
    /// Whether an administrator approved it and the person has not come back yet.
    #[sqlx(try_from = "Flag")]
    pub is_unseen: bool,
    pub expires_ms: i64,
}

/// Stores a new recovery.
pub async fn insert(tx: &mut Tx, new: &StoredRecovery, token_hash: &str) -> Result<(), Error> {
    query(
        "INSERT INTO recoveries (id, token_hash, intent, locale, subject, account_id, decoy, stamp,
                                 label, version, step, created_ms, since_ms, expires_ms, turn_ms,
                                 browser, system, place, destination, return_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $12, $14, $15, $16,
                 $17, $18)",
    )
    .bind(&new.id)
    .bind(token_hash)
    .bind(words::word(&new.intent))
    .bind(new.locale.tag())
    .bind(&new.subject)
    .bind(new.account_id.as_deref())
    .bind(new.decoy.as_deref())
    .bind(&new.stamp)
    .bind(&new.label)
    .bind(new.version)
    .bind(new.stage.name())
    .bind(new.created_ms)
    .bind(new.expires_ms)
    .bind(new.asker.browser.as_deref())
    .bind(new.asker.system.as_deref())
    .bind(new.asker.place.as_deref())
    .bind(new.destination.as_deref())
    .bind(new.return_to.as_deref())
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Locks and reads the recovery of a token. `None` when there is none or it has expired.
pub async fn lock(
    tx: &mut Tx,
    token_hash: &str,
    now_ms: i64,
) -> Result<Option<StoredRecovery>, Error> {
    query_as(concat!(
        "UPDATE recoveries SET turn_ms = $1 WHERE token_hash = $2 AND expires_ms > $1 RETURNING ",
        columns!()
    ))
    .bind(now_ms)
    .bind(token_hash)
    .fetch_optional(&mut **tx)
    .await
}

/// Locks and reads a recovery by its id, for what acts on it without its token: a hand-off, the
/// worker. `None` when it has expired.
pub async fn lock_by_id(
    tx: &mut Tx,
    id: &str,
    now_ms: i64,
) -> Result<Option<StoredRecovery>, Error> {
    query_as(concat!(
        "UPDATE recoveries SET turn_ms = $1 WHERE id = $2 AND expires_ms > $1 RETURNING ",
        columns!()
    ))
    .bind(now_ms)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await
}

/// Reads the recovery of a token without locking it.
pub async fn find(
    tx: &mut Tx,
    token_hash: &str,
    now_ms: i64,
) -> Result<Option<StoredRecovery>, Error> {
    query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM recoveries WHERE token_hash = $1 AND expires_ms > $2"
    ))
    .bind(token_hash)
    .bind(now_ms)
    .fetch_optional(&mut **tx)
    .await
}

/// Reads a recovery by its id, expired or not, for the end of a hand-off to be told.
pub async fn find_by_id(tx: &mut Tx, id: &str) -> Result<Option<StoredRecovery>, Error> {
    query_as(concat!("SELECT ", columns!(), " FROM recoveries WHERE id = $1"))
        .bind(id)
        .fetch_optional(&mut **tx)
        .await
}

/// Writes what a command may have changed.
pub async fn save(tx: &mut Tx, changed: &StoredRecovery) -> Result<(), Error> {
    query(
        "UPDATE recoveries SET version = $1, step = $2, challenge_id = $3, end_reason = $4,
                               retry_ms = $5, sessions_signed_out = $6, since_ms = $7,
                               expires_ms = $8, notices_sent = $9, is_unseen = $10
         WHERE id = $11",
    )
    .bind(changed.version)
    .bind(changed.stage.name())
    .bind(changed.challenge_id.as_deref())
    .bind(changed.stage.reason())
    .bind(changed.retry_ms)
    .bind(changed.sessions_signed_out)
    .bind(changed.since_ms)
    .bind(changed.expires_ms)
    .bind(changed.notices_sent)
    .bind(i64::from(changed.is_unseen))
    .bind(&changed.id)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Makes the recovery of a destination one of the account in `changed`; `false` when it was made
/// one before.
pub async fn adopt(tx: &mut Tx, changed: &StoredRecovery) -> Result<bool, Error> {
    query(
        "UPDATE recoveries SET intent = $1, subject = $2, account_id = $3, stamp = $4, label = $5,
                               destination = NULL
         WHERE id = $6 AND account_id IS NULL AND destination IS NOT NULL",
    )
    .bind(words::word(&changed.intent))
    .bind(&changed.subject)
    .bind(changed.account_id.as_deref())
    .bind(&changed.stamp)
    .bind(&changed.label)
    .bind(&changed.id)
    .execute(&mut **tx)
    .await
    .map(|done| done.rows_affected() == 1)
}
