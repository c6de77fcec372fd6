//! Visits to the identity provider: what a challenge of the method Alipay is made of.

use super::{Tx, columns::Text, words};
use regain_contract::VisitOutcome;
use sqlx::{Error, FromRow, query, query_as};

/// A visit.
#[derive(Clone, Debug, FromRow)]
pub struct Visit {
    pub challenge_id: String,
    /// The hash of the state.
    pub state_hash: String,
    /// The number on the screen of the recovery.
    pub match_code: String,
    /// Those to pick from on another device, with commas between them.
    pub numbers: String,
    pub opened_ms: i64,
    /// When its result came. It counts once.
    pub claimed_ms: Option<i64>,
    /// What came of the visit before.
    #[sqlx(try_from = "Text")]
    pub last: Option<VisitOutcome>,
}

/// Stores the visit of a new challenge.
pub async fn insert(tx: &mut Tx, new: &Visit) -> Result<(), Error> {
    query(
        "INSERT INTO visits (challenge_id, state_hash, match_code, numbers, opened_ms, last)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&new.challenge_id)
    .bind(&new.state_hash)
    .bind(&new.match_code)
    .bind(&new.numbers)
    .bind(new.opened_ms)
    .bind(new.last.as_ref().map(words::word))
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Reads the visit of a challenge.
pub async fn find(tx: &mut Tx, challenge_id: &str) -> Result<Option<Visit>, Error> {
    query_as("SELECT * FROM visits WHERE challenge_id = $1")
        .bind(challenge_id)
        .fetch_optional(&mut **tx)
        .await
}

/// Reads the recovery and the challenge of a state, whatever has become of them.
pub async fn by_state(tx: &mut Tx, state_hash: &str) -> Result<Option<(String, String)>, Error> {
    query_as(
        "SELECT c.recovery_id, c.id FROM visits v JOIN challenges c ON c.id = v.challenge_id
         WHERE v.state_hash = $1",
    )
    .bind(state_hash)
    .fetch_optional(&mut **tx)
    .await
}

/// Claims the one result of a visit; `false` when it was claimed before (IDP-01, IDP-02).
pub async fn claim(tx: &mut Tx, challenge_id: &str, now_ms: i64) -> Result<bool, Error> {
    query("UPDATE visits SET claimed_ms = $1 WHERE challenge_id = $2 AND claimed_ms IS NULL")
        .bind(now_ms)
        .bind(challenge_id)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected() == 1)
}

/// Remembers a provider's answer that counts once; `false` when it came before.
pub async fn is_new(tx: &mut Tx, hash: &str, now_ms: i64) -> Result<bool, Error> {
    query("INSERT INTO provider_answers (hash, at_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(hash)
        .bind(now_ms)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected() == 1)
}
