//! Links that stop what a notice tells of: one row per destination that was told.

use super::{Tx, columns::Text, words};
use crate::client_info::ClientInfo;
use regain_contract::{HandOffOutcome, Locale, Stoppable};
use sqlx::{Error, FromRow, query, query_as};

/// A link as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct StopLink {
    pub id: String,
    /// What it stops.
    #[sqlx(try_from = "Text")]
    pub what: Stoppable,
    /// The recovery or appeal that did it.
    pub subject_id: String,
    pub account_id: String,
    /// The SHA-256 of the stored password hash that was set; empty for an appeal.
    pub mark: String,
    #[sqlx(try_from = "Text")]
    pub locale: Locale,
    /// The browser that did it, as far as it is known.
    #[sqlx(flatten)]
    pub asker: ClientInfo,
    pub version: i64,
    /// How it ended, where somebody ended it; see `view::stop_outcome` for the rest.
    #[sqlx(try_from = "Text")]
    pub outcome: Option<HandOffOutcome>,
    /// When the recovery or appeal began.
    pub asked_ms: i64,
    pub expires_ms: i64,
}

/// Stores a new link.
pub async fn insert(tx: &mut Tx, new: &StopLink, ticket_hash: &str) -> Result<(), Error> {
    query(
        "INSERT INTO stop_links (id, ticket_hash, what, subject_id, account_id, mark, locale,
                                 browser, system, place, version, asked_ms, expires_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(&new.id)
    .bind(ticket_hash)
    .bind(words::word(&new.what))
    .bind(&new.subject_id)
    .bind(&new.account_id)
    .bind(&new.mark)
    .bind(new.locale.tag())
    .bind(new.asker.browser.as_deref())
    .bind(new.asker.system.as_deref())
    .bind(new.asker.place.as_deref())
    .bind(new.version)
    .bind(new.asked_ms)
    .bind(new.expires_ms)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Reads the link of a ticket.
pub async fn find(tx: &mut Tx, ticket_hash: &str) -> Result<Option<StopLink>, Error> {
    query_as("SELECT * FROM stop_links WHERE ticket_hash = $1")
        .bind(ticket_hash)
        .fetch_optional(&mut **tx)
        .await
}

/// Locks and reads a link.
pub async fn lock(tx: &mut Tx, id: &str) -> Result<Option<StopLink>, Error> {
    query_as("UPDATE stop_links SET version = version WHERE id = $1 RETURNING *")
        .bind(id)
        .fetch_optional(&mut **tx)
        .await
}

/// Claims the one use of a link; `false` when it has ended before or has expired (CON-02).
pub async fn end(
    tx: &mut Tx,
    id: &str,
    outcome: HandOffOutcome,
    now_ms: i64,
) -> Result<bool, Error> {
    query(
        "UPDATE stop_links SET outcome = $1, version = version + 1
         WHERE id = $2 AND outcome IS NULL AND expires_ms > $3",
    )
    .bind(words::word(&outcome))
    .bind(id)
    .bind(now_ms)
    .execute(&mut **tx)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Ends the links that the other destinations have for the same recovery or appeal: it is stopped.
pub async fn end_others(tx: &mut Tx, link: &StopLink) -> Result<(), Error> {
    query(
        "UPDATE stop_links SET outcome = $1, version = version + 1
         WHERE subject_id = $2 AND outcome IS NULL",
    )
    .bind(words::word(&HandOffOutcome::Stopped))
    .bind(&link.subject_id)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}
