//! Hand-offs: what another device or person is asked to do. A command locks the row of the
//! recovery first and this one after it, everywhere.

use super::{Tx, columns::Text, words};
use regain_contract::HandOffOutcome;
use sqlx::{Error, FromRow, query, query_as};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Approve,
    ScanFace,
    ConfirmVisit,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::ScanFace => "scan_face",
            Self::ConfirmVisit => "confirm_visit",
        }
    }
}

impl From<Text> for Kind {
    fn from(text: Text) -> Self {
        match text.as_str() {
            "scan_face" => Self::ScanFace,
            "confirm_visit" => Self::ConfirmVisit,
            _ => Self::Approve,
        }
    }
}

/// A hand-off as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct StoredHandOff {
    pub id: String,
    pub recovery_id: String,
    pub challenge_id: String,
    #[sqlx(rename = "task", try_from = "Text")]
    pub kind: Kind,
    pub version: i64,
    /// How it ended, where somebody ended it; see `view::outcome` for the rest.
    #[sqlx(try_from = "Text")]
    pub outcome: Option<HandOffOutcome>,
    pub created_ms: i64,
    /// When its receiver first looked.
    pub opened_ms: Option<i64>,
    pub expires_ms: i64,
}

/// Stores a new hand-off.
pub async fn insert(tx: &mut Tx, new: &StoredHandOff, ticket_hash: &str) -> Result<(), Error> {
    query(
        "INSERT INTO hand_offs (id, ticket_hash, recovery_id, challenge_id, task, version,
                                created_ms, expires_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&new.id)
    .bind(ticket_hash)
    .bind(&new.recovery_id)
    .bind(&new.challenge_id)
    .bind(new.kind.name())
    .bind(new.version)
    .bind(new.created_ms)
    .bind(new.expires_ms)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Reads the hand-off of a ticket.
pub async fn find(tx: &mut Tx, ticket_hash: &str) -> Result<Option<StoredHandOff>, Error> {
    query_as("SELECT * FROM hand_offs WHERE ticket_hash = $1")
        .bind(ticket_hash)
        .fetch_optional(&mut **tx)
        .await
}

/// Reads the hand-off of a challenge that nobody has ended.
pub async fn of_challenge(tx: &mut Tx, challenge_id: &str) -> Result<Option<StoredHandOff>, Error> {
    query_as("SELECT * FROM hand_offs WHERE challenge_id = $1 AND outcome IS NULL")
        .bind(challenge_id)
        .fetch_optional(&mut **tx)
        .await
}

/// Locks and reads a hand-off. The row of its recovery must be locked already.
pub async fn lock(tx: &mut Tx, id: &str) -> Result<Option<StoredHandOff>, Error> {
    query_as("UPDATE hand_offs SET version = version WHERE id = $1 RETURNING *")
        .bind(id)
        .fetch_optional(&mut **tx)
        .await
}

/// Writes what a command may have changed. An outcome, once written, stays (ADM-08).
pub async fn save(tx: &mut Tx, changed: &StoredHandOff) -> Result<(), Error> {
    query(
        "UPDATE hand_offs SET challenge_id = $1, version = $2, outcome = $3, opened_ms = $4,
                              expires_ms = $5
         WHERE id = $6 AND outcome IS NULL",
    )
    .bind(&changed.challenge_id)
    .bind(changed.version)
    .bind(changed.outcome.as_ref().map(words::word))
    .bind(changed.opened_ms)
    .bind(changed.expires_ms)
    .bind(&changed.id)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Ends the hand-off of a challenge, unless it has ended before.
pub async fn end(tx: &mut Tx, challenge_id: &str, outcome: HandOffOutcome) -> Result<(), Error> {
    query(
        "UPDATE hand_offs SET outcome = $1, version = version + 1
         WHERE challenge_id = $2 AND outcome IS NULL",
    )
    .bind(words::word(&outcome))
    .bind(challenge_id)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}
