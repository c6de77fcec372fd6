//! The certified identities of the embedded directory. Only a keyed hash of the certificate's
//! number is stored in the open; name and number of the person whose face counts are sealed.

use super::Tx;
use sqlx::{Error, FromRow, query, query_as, query_scalar};

/// The person whose face counts: the holder, or the enterprise's legal representative. Sealed.
#[derive(Clone, Debug, FromRow)]
pub struct SealedPerson {
    #[sqlx(rename = "person_name")]
    pub name: String,
    #[sqlx(rename = "person_number")]
    pub number: String,
}

/// The hash of the account's certificate number; `None` when the account has no identity, or one
/// of the other kind.
pub async fn number_hash(
    tx: &mut Tx,
    account_id: &str,
    kind: &str,
) -> Result<Option<String>, Error> {
    query_scalar("SELECT number_hash FROM identities WHERE account_id = $1 AND kind = $2")
        .bind(account_id)
        .bind(kind)
        .fetch_optional(&mut **tx)
        .await
}

/// The person whose face counts for an account.
pub async fn person(tx: &mut Tx, account_id: &str) -> Result<Option<SealedPerson>, Error> {
    query_as("SELECT person_name, person_number FROM identities WHERE account_id = $1")
        .bind(account_id)
        .fetch_optional(&mut **tx)
        .await
}

/// Stores the identity of an account; `kind` is the account's.
pub async fn insert(
    tx: &mut Tx,
    account_id: &str,
    kind: &str,
    number_hash: &str,
    person: &SealedPerson,
) -> Result<(), Error> {
    query(
        "INSERT INTO identities (account_id, kind, number_hash, person_name, person_number)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    )
    .bind(account_id)
    .bind(kind)
    .bind(number_hash)
    .bind(&person.name)
    .bind(&person.number)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}
