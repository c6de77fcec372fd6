//! The writes that complete a recovery. The caller runs them in one transaction (CON-05).

use super::{Tx, stage::Stage};
use regain_contract::EndReason;
use sqlx::{Error, query};

/// Locks the account. The completing command does this before it locks its recovery, so that two
/// recoveries of one account never wait for each other.
pub async fn lock_account(tx: &mut Tx, account_id: &str) -> Result<(), Error> {
    query("UPDATE accounts SET id = id WHERE id = $1")
        .bind(account_id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Claims the grant; `false` when it was used, voided or has expired (CON-02, TOK-01).
pub async fn claim_grant(
    tx: &mut Tx,
    recovery_id: &str,
    account_id: &str,
    now_ms: i64,
) -> Result<bool, Error> {
    query(
        "UPDATE grants SET used_ms = $1 WHERE recovery_id = $2 AND account_id = $3
         AND used_ms IS NULL AND void_ms IS NULL AND expires_ms > $1",
    )
    .bind(now_ms)
    .bind(recovery_id)
    .bind(account_id)
    .execute(&mut **tx)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Writes the new password.
pub async fn set_password(
    tx: &mut Tx,
    account_id: &str,
    hash: &str,
    now_ms: i64,
) -> Result<(), Error> {
    query("UPDATE accounts SET password_hash = $1, password_changed_ms = $2 WHERE id = $3")
        .bind(hash)
        .bind(now_ms)
        .bind(account_id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Replaces a password by one that nobody knows, and lets nobody recover the account until
/// `until_ms`; `false` when the password is another one by now.
pub async fn stop_password(
    tx: &mut Tx,
    account_id: &str,
    (stored, nothing): (&str, &str),
    until_ms: i64,
    now_ms: i64,
) -> Result<bool, Error> {
    query(
        "UPDATE accounts SET password_hash = $1, password_changed_ms = $2, stopped_until_ms = $3
         WHERE id = $4 AND password_hash = $5",
    )
    .bind(nothing)
    .bind(now_ms)
    .bind(until_ms)
    .bind(account_id)
    .bind(stored)
    .execute(&mut **tx)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Revokes every session of the account; how many there were (FIN-01).
pub async fn revoke_sessions(tx: &mut Tx, account_id: &str, now_ms: i64) -> Result<u64, Error> {
    query("UPDATE sessions SET revoked_ms = $1 WHERE account_id = $2 AND revoked_ms IS NULL")
        .bind(now_ms)
        .bind(account_id)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
}

/// Ends every open recovery of the account but `recovery_id`, with its challenges and grants
/// (TOK-05).
pub async fn end_others(
    tx: &mut Tx,
    account_id: &str,
    recovery_id: &str,
    reason: EndReason,
    now_ms: i64,
) -> Result<(), Error> {
    query(
        "UPDATE recoveries SET step = 'ended', end_reason = $3, version = version + 1,
                               challenge_id = NULL
         WHERE account_id = $1 AND id <> $2 AND step <> 'done' AND step <> 'ended'",
    )
    .bind(account_id)
    .bind(recovery_id)
    .bind(Stage::Ended(reason).reason())
    .execute(&mut **tx)
    .await?;
    query("UPDATE challenges SET state = 'void' WHERE account_id = $1 AND state = 'open'")
        .bind(account_id)
        .execute(&mut **tx)
        .await?;
    query("UPDATE grants SET void_ms = $1 WHERE account_id = $2 AND used_ms IS NULL")
        .bind(now_ms)
        .bind(account_id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}
