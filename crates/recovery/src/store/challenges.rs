//! Challenges (a code that was sent), proofs (a challenge that was passed) and grants (the right
//! to set the password once). Each is a row bound to its recovery and account (CON-03).

use super::{Tx, columns::Text};
use regain_contract::Method;
use sqlx::{Error, FromRow, Type, query, query_as, query_scalar};

/// A code that was sent.
#[derive(Clone, Debug, FromRow)]
pub struct Challenge {
    pub id: String,
    pub recovery_id: String,
    pub account_id: Option<String>,
    #[sqlx(try_from = "Text")]
    pub method: Method,
    /// The masked destination.
    pub sent_to: String,
    pub code_hash: String,
    /// How many codes were tried.
    pub tries: i64,
    /// Whether it can still be passed.
    #[sqlx(rename = "state", try_from = "ChallengeState")]
    pub is_open: bool,
    /// When a new code may be asked for.
    pub resend_ms: i64,
    pub expires_ms: i64,
}

impl Challenge {
    /// Whether a code for it can still be right.
    pub const fn is_alive(&self, attempts: u8, now_ms: i64) -> bool {
        self.is_open && self.tries < attempts as i64 && self.expires_ms > now_ms
    }
}

/// The column `state`: `open`, `passed` or `void`.
#[derive(Type)]
#[sqlx(transparent)]
struct ChallengeState(String);

impl From<ChallengeState> for bool {
    fn from(state: ChallengeState) -> Self {
        state.0 == "open"
    }
}

/// The stored name of a method; that of a code method is its channel.
pub const fn name(method: Method) -> &'static str {
    match method {
        Method::Phone => "phone",
        Method::Email => "email",
        Method::Alipay => "alipay",
        Method::Face => "face",
        Method::Administrator => "administrator",
    }
}

/// Voids every open challenge of the recovery and opens a new one (CON-03, OTP-04).
pub async fn open(tx: &mut Tx, new: &Challenge) -> Result<(), Error> {
    void(tx, &new.recovery_id).await?;
    query(
        "INSERT INTO challenges (id, recovery_id, account_id, method, sent_to, code_hash, tries,
                                 state, resend_ms, expires_ms)
         VALUES ($1, $2, $3, $4, $5, $6, 0, 'open', $7, $8)",
    )
    .bind(&new.id)
    .bind(&new.recovery_id)
    .bind(new.account_id.as_deref())
    .bind(name(new.method))
    .bind(&new.sent_to)
    .bind(&new.code_hash)
    .bind(new.resend_ms)
    .bind(new.expires_ms)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Voids every open challenge of the recovery.
pub async fn void(tx: &mut Tx, recovery_id: &str) -> Result<(), Error> {
    query("UPDATE challenges SET state = 'void' WHERE recovery_id = $1 AND state = 'open'")
        .bind(recovery_id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Reads a challenge of the recovery.
pub async fn find(tx: &mut Tx, recovery_id: &str, id: &str) -> Result<Option<Challenge>, Error> {
    query_as("SELECT * FROM challenges WHERE id = $1 AND recovery_id = $2")
        .bind(id)
        .bind(recovery_id)
        .fetch_optional(&mut **tx)
        .await
}

/// Reads the challenge of the recovery that is open, if any.
pub async fn open_one(tx: &mut Tx, recovery_id: &str) -> Result<Option<Challenge>, Error> {
    query_as("SELECT * FROM challenges WHERE recovery_id = $1 AND state = 'open'")
        .bind(recovery_id)
        .fetch_optional(&mut **tx)
        .await
}

/// Counts one try; its number, or `None` when none is left (OTP-05).
pub async fn count_try(tx: &mut Tx, id: &str, most: u8) -> Result<Option<i64>, Error> {
    query_scalar(
        "UPDATE challenges SET tries = tries + 1
         WHERE id = $1 AND state = 'open' AND tries < $2 RETURNING tries",
    )
    .bind(id)
    .bind(i64::from(most))
    .fetch_optional(&mut **tx)
    .await
}

/// Claims the pass of a challenge; `false` when it was passed or voided before (OTP-03).
pub async fn pass(tx: &mut Tx, id: &str) -> Result<bool, Error> {
    query("UPDATE challenges SET state = 'passed' WHERE id = $1 AND state = 'open'")
        .bind(id)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected() == 1)
}

/// Stores the proof of a passed challenge.
pub async fn prove(
    tx: &mut Tx,
    challenge: &Challenge,
    account_id: &str,
    now_ms: i64,
) -> Result<(), Error> {
    query(
        "INSERT INTO proofs (challenge_id, recovery_id, account_id, method, proved_ms)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&challenge.id)
    .bind(&challenge.recovery_id)
    .bind(account_id)
    .bind(name(challenge.method))
    .bind(now_ms)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// The different methods that were proved in this recovery for this account (CON-04).
pub async fn proved(
    tx: &mut Tx,
    recovery_id: &str,
    account_id: Option<&str>,
) -> Result<Vec<Method>, Error> {
    query_scalar("SELECT DISTINCT method FROM proofs WHERE recovery_id = $1 AND account_id = $2")
        .bind(recovery_id)
        .bind(account_id.unwrap_or_default())
        .fetch_all(&mut **tx)
        .await
        .map(|methods: Vec<Text>| methods.into_iter().map(Method::from).collect())
}

/// Gives the right to set the password once.
pub async fn grant(
    tx: &mut Tx,
    recovery_id: &str,
    account_id: &str,
    expires_ms: i64,
) -> Result<(), Error> {
    query("INSERT INTO grants (recovery_id, account_id, expires_ms) VALUES ($1, $2, $3)")
        .bind(recovery_id)
        .bind(account_id)
        .bind(expires_ms)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Sets the end of an open grant anew.
pub async fn move_grant(tx: &mut Tx, recovery_id: &str, expires_ms: i64) -> Result<(), Error> {
    query(
        "UPDATE grants SET expires_ms = $1
         WHERE recovery_id = $2 AND used_ms IS NULL AND void_ms IS NULL",
    )
    .bind(expires_ms)
    .bind(recovery_id)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// When the open grant of the recovery expires.
pub async fn grant_expires(tx: &mut Tx, recovery_id: &str) -> Result<Option<i64>, Error> {
    query_scalar(
        "SELECT expires_ms FROM grants
         WHERE recovery_id = $1 AND used_ms IS NULL AND void_ms IS NULL",
    )
    .bind(recovery_id)
    .fetch_optional(&mut **tx)
    .await
}

/// Voids the grant of the recovery.
pub async fn void_grant(tx: &mut Tx, recovery_id: &str, now_ms: i64) -> Result<(), Error> {
    query("UPDATE grants SET void_ms = $1 WHERE recovery_id = $2 AND used_ms IS NULL")
        .bind(now_ms)
        .bind(recovery_id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}
