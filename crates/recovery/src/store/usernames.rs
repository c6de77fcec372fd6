//! The usernames of a destination: who has it, and what was found when it was proved.

use super::{Tx, challenges::Challenge};
use crate::profile::Sought;
use sqlx::{Error, FromRow, query, query_as, query_scalar};

/// An account that a proved destination belongs to.
#[derive(Clone, Debug, FromRow)]
pub struct FoundUsername {
    pub challenge_id: String,
    pub account_id: String,
    pub username: String,
    /// The account's stamp when the destination was proved (TOK-04).
    pub stamp: String,
}

/// The address that the directory has for a destination; `None` when no enabled account has it.
pub async fn stored_address(tx: &mut Tx, to: Sought<'_>) -> Result<Option<String>, Error> {
    query_scalar(
        "SELECT MIN(d.address) FROM destinations d JOIN accounts a ON a.id = d.account_id
         WHERE d.channel = $1 AND d.address = $2 AND a.disabled = 0",
    )
    .bind(to.channel())
    .bind(to.text())
    .fetch_one(&mut **tx)
    .await
}

/// The ids of the enabled accounts that have a destination.
pub async fn holders(tx: &mut Tx, channel: &str, address: &str) -> Result<Vec<String>, Error> {
    query_scalar(
        "SELECT d.account_id FROM destinations d JOIN accounts a ON a.id = d.account_id
         WHERE d.channel = $1 AND d.address = $2 AND a.disabled = 0",
    )
    .bind(channel)
    .bind(address)
    .fetch_all(&mut **tx)
    .await
}

/// Keeps an account that the challenge proved the destination of.
pub async fn keep(tx: &mut Tx, challenge: &Challenge, found: &FoundUsername) -> Result<(), Error> {
    query(
        "INSERT INTO found_usernames (challenge_id, recovery_id, account_id, username, stamp)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&found.challenge_id)
    .bind(&challenge.recovery_id)
    .bind(&found.account_id)
    .bind(&found.username)
    .bind(&found.stamp)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// What was found and is enabled still, in alphabetical order. Sorted here: databases differ.
pub async fn found(tx: &mut Tx, recovery_id: &str) -> Result<Vec<FoundUsername>, Error> {
    let mut all: Vec<FoundUsername> = query_as(
        "SELECT f.challenge_id, f.account_id, f.username, f.stamp FROM found_usernames f
         JOIN accounts a ON a.id = f.account_id WHERE f.recovery_id = $1 AND a.disabled = 0",
    )
    .bind(recovery_id)
    .fetch_all(&mut **tx)
    .await?;
    all.sort_by(|left, right| left.username.cmp(&right.username));
    Ok(all)
}

/// The names to show.
pub async fn names(tx: &mut Tx, recovery_id: &str) -> Result<Vec<String>, Error> {
    Ok(found(tx, recovery_id).await?.into_iter().map(|found| found.username).collect())
}
