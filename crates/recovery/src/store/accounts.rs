//! The embedded directory: accounts, their destinations, their sessions.

use super::{Tx, identities};
use crate::{
    keys::Keys,
    profile::{Administrator, Destination, Profile},
};
use regain_contract::AccountKind;
use sqlx::{Error, FromRow, query, query_as, query_scalar};

/// The account that a canonical identifier names; `None` when none or more than one does, or
/// when it is disabled. One query for every kind of identifier.
pub async fn find(tx: &mut Tx, identifier: &str) -> Result<Option<String>, Error> {
    let ids: Vec<String> = query_scalar(
        "SELECT id FROM accounts WHERE username = $1 AND disabled = 0
         UNION
         SELECT d.account_id FROM destinations d JOIN accounts a ON a.id = d.account_id
         WHERE d.address = $1 AND a.disabled = 0",
    )
    .bind(identifier)
    .fetch_all(&mut **tx)
    .await?;
    Ok(<[String; 1]>::try_from(ids).ok().map(|[id]| id))
}

/// An account as it is stored, as far as a profile is made of it.
#[derive(FromRow)]
struct StoredAccount {
    id: String,
    username: String,
    kind: String,
    identity_verified: i64,
    needs_two_proofs: i64,
    password_hash: String,
    password_changed_ms: i64,
    stopped_until_ms: i64,
}

/// The profile of an account; `None` when there is no such account or it is disabled. Does the
/// same queries either way (ENU-02).
pub async fn profile(tx: &mut Tx, keys: &Keys, account_id: &str) -> Result<Option<Profile>, Error> {
    let account: Option<StoredAccount> = query_as(
        "SELECT id, username, kind, identity_verified, needs_two_proofs, password_hash,
                password_changed_ms, stopped_until_ms
         FROM accounts WHERE id = $1 AND disabled = 0",
    )
    .bind(account_id)
    .fetch_optional(&mut **tx)
    .await?;
    let destinations = destinations(tx, account_id).await?;
    let kind = account.as_ref().map(|account| account.kind.as_str()).unwrap_or_default();
    let identity = identities::number_hash(tx, account_id, kind).await?;
    let administrators = administrators(tx, keys, account_id).await?;

    Ok(account.map(|account| {
        let profile = build(keys, account, &destinations, identity);
        Profile { administrators, ..profile }
    }))
}

/// The administrators of an account who can be asked: accounts of the directory that are not
/// disabled, have an address, and are not the account itself (ADM-02). In the order of their ids.
async fn administrators(
    tx: &mut Tx,
    keys: &Keys,
    account_id: &str,
) -> Result<Vec<Administrator>, Error> {
    let stored: Vec<(String, String)> = query_as(
        "SELECT a.username, MIN(d.address) FROM administrators a
         JOIN accounts b ON b.username = a.username AND b.disabled = 0 AND b.id <> a.account_id
         JOIN destinations d ON d.account_id = b.id AND d.channel = 'email'
         WHERE a.account_id = $1 GROUP BY a.username",
    )
    .bind(account_id)
    .fetch_all(&mut **tx)
    .await?;
    let mut all: Vec<_> = stored
        .into_iter()
        .map(|(username, address)| Administrator::stored(keys, account_id, username, address))
        .collect();
    all.sort_by(|left, right| left.id.cmp(&right.id));
    Ok(all)
}

/// Every destination of an account as (channel, address), in a stable order.
pub async fn destinations(tx: &mut Tx, account_id: &str) -> Result<Vec<(String, String)>, Error> {
    query_as(
        "SELECT channel, address FROM destinations WHERE account_id = $1 ORDER BY channel, address",
    )
    .bind(account_id)
    .fetch_all(&mut **tx)
    .await
}

fn build(
    keys: &Keys,
    account: StoredAccount,
    all: &[(String, String)],
    identity: Option<String>,
) -> Profile {
    let stamp = stamp(&account, all, identity.as_deref().unwrap_or_default());
    let first = |wanted: &str| {
        all.iter()
            .find(|(channel, _)| channel == wanted)
            .map(|(channel, address)| Destination::stored(keys, channel, address.clone()))
    };

    Profile {
        account_id: Some(account.id),
        kind: kind_of(&account.kind),
        identity_verified: account.identity_verified != 0 && identity.is_some(),
        needs_two_proofs: account.needs_two_proofs != 0,
        phone: first("phone"),
        email: first("email"),
        username: account.username,
        identity,
        administrators: Vec::new(),
        stopped_until_ms: account.stopped_until_ms,
        stamp,
    }
}

/// Changes whenever the account does (TOK-04). Open recoveries have it stored: another format would
/// end them all.
fn stamp(account: &StoredAccount, all: &[(String, String)], number: &str) -> String {
    let StoredAccount { username, kind, password_hash, .. } = account;
    let (verified, two_proofs) = (account.identity_verified, account.needs_two_proofs);
    let changed = account.password_changed_ms;
    let flags = format!("{kind} {verified} {two_proofs} {changed}");
    let addresses = format!("{all:?}");
    Profile::stamp_of(&[username, &flags, password_hash, &addresses, number])
}

/// The username of an account.
pub async fn username(tx: &mut Tx, account_id: &str) -> Result<Option<String>, Error> {
    query_scalar("SELECT username FROM accounts WHERE id = $1")
        .bind(account_id)
        .fetch_optional(&mut **tx)
        .await
}

/// The id of the account with a username that is not disabled.
pub async fn id_of(tx: &mut Tx, username: &str) -> Result<Option<String>, Error> {
    query_scalar("SELECT id FROM accounts WHERE username = $1 AND disabled = 0")
        .bind(username)
        .fetch_optional(&mut **tx)
        .await
}

fn kind_of(kind: &str) -> AccountKind {
    if kind == "enterprise" { AccountKind::Enterprise } else { AccountKind::Individual }
}

/// Username and kind of an account, disabled or not.
pub async fn named(tx: &mut Tx, account_id: &str) -> Result<Option<(String, AccountKind)>, Error> {
    let named: Option<(String, String)> =
        query_as("SELECT username, kind FROM accounts WHERE id = $1")
            .bind(account_id)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(named.map(|(username, kind)| (username, kind_of(&kind))))
}

/// The address that mail to a username goes to.
pub async fn mail_of(tx: &mut Tx, username: &str) -> Result<Option<String>, Error> {
    query_scalar(
        "SELECT MIN(d.address) FROM destinations d JOIN accounts a ON a.id = d.account_id
         WHERE a.username = $1 AND d.channel = 'email'",
    )
    .bind(username)
    .fetch_one(&mut **tx)
    .await
}

/// The id and password hash of a username, for logging on.
pub async fn credentials(tx: &mut Tx, username: &str) -> Result<Option<(String, String)>, Error> {
    query_as("SELECT id, password_hash FROM accounts WHERE username = $1 AND disabled = 0")
        .bind(username)
        .fetch_optional(&mut **tx)
        .await
}

/// The stored password hash of an account.
pub async fn password_hash(tx: &mut Tx, account_id: &str) -> Result<Option<String>, Error> {
    query_scalar("SELECT password_hash FROM accounts WHERE id = $1")
        .bind(account_id)
        .fetch_optional(&mut **tx)
        .await
}

/// When the password of an account was changed last.
pub async fn password_changed(tx: &mut Tx, account_id: &str) -> Result<i64, Error> {
    query_scalar("SELECT password_changed_ms FROM accounts WHERE id = $1")
        .bind(account_id)
        .fetch_one(&mut **tx)
        .await
}

/// Opens a session.
pub async fn open_session(
    tx: &mut Tx,
    token_hash: &str,
    account_id: &str,
    now_ms: i64,
) -> Result<(), Error> {
    query("INSERT INTO sessions (token_hash, account_id, created_ms) VALUES ($1, $2, $3)")
        .bind(token_hash)
        .bind(account_id)
        .bind(now_ms)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// An account to create.
pub struct NewAccount<'a> {
    pub id: &'a str,
    pub username: &'a str,
    pub kind: &'a str,
    pub identity_verified: bool,
    pub needs_two_proofs: bool,
    pub password_hash: &'a str,
}

/// Creates an account unless its username is taken; says whether it did.
pub async fn create(tx: &mut Tx, account: &NewAccount<'_>, now_ms: i64) -> Result<bool, Error> {
    query(
        "INSERT INTO accounts (id, username, kind, identity_verified, needs_two_proofs,
                               password_hash, password_changed_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind(account.id)
    .bind(account.username)
    .bind(account.kind)
    .bind(i64::from(account.identity_verified))
    .bind(i64::from(account.needs_two_proofs))
    .bind(account.password_hash)
    .bind(now_ms)
    .execute(&mut **tx)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Adds a destination in canonical form.
pub async fn add_destination(
    tx: &mut Tx,
    account_id: &str,
    channel: &str,
    address: &str,
) -> Result<(), Error> {
    query("INSERT INTO destinations (account_id, channel, address) VALUES ($1, $2, $3)")
        .bind(account_id)
        .bind(channel)
        .bind(address)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Adds an administrator by username.
pub async fn add_administrator(tx: &mut Tx, account_id: &str, username: &str) -> Result<(), Error> {
    query("INSERT INTO administrators (account_id, username) VALUES ($1, $2)")
        .bind(account_id)
        .bind(username)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Makes this phone the account's only one; what it had is kept for [`bring_phones_back`].
pub async fn replace_phones(
    tx: &mut Tx,
    appeal_id: &str,
    account_id: &str,
    phone: &str,
) -> Result<(), Error> {
    query(
        "INSERT INTO replaced_phones (appeal_id, account_id, address)
         SELECT $1, account_id, address FROM destinations
         WHERE account_id = $2 AND channel = 'phone' ON CONFLICT DO NOTHING",
    )
    .bind(appeal_id)
    .bind(account_id)
    .execute(&mut **tx)
    .await?;
    remove_phones(tx, account_id).await?;
    add_destination(tx, account_id, "phone", phone).await
}

/// Gives the account back the phones that an appeal replaced.
pub async fn bring_phones_back(
    tx: &mut Tx,
    appeal_id: &str,
    account_id: &str,
) -> Result<(), Error> {
    remove_phones(tx, account_id).await?;
    query(
        "INSERT INTO destinations (account_id, channel, address)
         SELECT account_id, 'phone', address FROM replaced_phones
         WHERE appeal_id = $1 AND account_id = $2 ON CONFLICT DO NOTHING",
    )
    .bind(appeal_id)
    .bind(account_id)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

async fn remove_phones(tx: &mut Tx, account_id: &str) -> Result<(), Error> {
    query("DELETE FROM destinations WHERE account_id = $1 AND channel = 'phone'")
        .bind(account_id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Says whether one proof is not enough; whether that is a change.
pub async fn set_two_proofs(
    tx: &mut Tx,
    account_id: &str,
    are_needed: bool,
) -> Result<bool, Error> {
    query("UPDATE accounts SET needs_two_proofs = $1 WHERE id = $2 AND needs_two_proofs <> $1")
        .bind(i64::from(are_needed))
        .bind(account_id)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected() == 1)
}
