//! The certified identities of the embedded directory. Only a keyed hash of the certificate's
//! number is stored in the open; name and number of the person whose face counts are sealed.

use super::Tx;
use sqlx::{Error, Row as _, query};

/// The person whose face counts: the holder, or the enterprise's legal representative. Sealed.
#[derive(Clone, Debug)]
pub(crate) struct SealedPerson {
    pub name: String,
    pub number: String,
}

/// The hash of the account's certificate number; `None` when the account has no identity, or one
/// of the other kind.
pub(crate) async fn number_hash(
    tx: &mut Tx,
    account_id: &str,
    kind: &str,
) -> Result<Option<String>, Error> {
    query("SELECT number_hash FROM identities WHERE account_id = $1 AND kind = $2")
        .bind(account_id)
        .bind(kind)
        .fetch_optional(&mut **tx)
        .await?
        .map(|row| row.try_get(0))
        .transpose()
}

/// The person whose face counts for an account.
pub(crate) async fn person(tx: &mut Tx, account_id: &str) -> Result<Option<SealedPerson>, Error> {
    query("SELECT person_name, person_number FROM identities WHERE account_id = $1")
        .bind(account_id)
        .fetch_optional(&mut **tx)
        .await?
        .map(|row| Ok(SealedPerson { name: row.try_get(0)?, number: row.try_get(1)? }))
        .transpose()
}

/// Stores the identity of an account; `kind` is the account's.
pub(crate) async fn insert(
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
