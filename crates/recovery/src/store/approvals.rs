//! Requests for an administrator's approval: what a challenge of the method administrator is made
//! of.

use super::{Tx, columns::Text};
use regain_contract::{ApprovalOutcome, HandOffOutcome};
use serde::{Deserialize, Serialize};
use sqlx::{Error, FromRow, query, query_as, query_scalar};

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Open,
    Approved,
    Refused,
    WrongNumber,
    Reported,
    Expired,
    Withdrawn,
}

impl State {
    /// The stored name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::WrongNumber => "wrong_number",
            Self::Reported => "reported",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What the person is told of it at the next choice of an administrator. One that is open then
    /// has expired, and nobody has written it down yet.
    pub const fn outcome(self) -> Option<ApprovalOutcome> {
        match self {
            Self::Refused | Self::Reported => Some(ApprovalOutcome::Refused),
            Self::WrongNumber => Some(ApprovalOutcome::WrongNumber),
            Self::Open | Self::Expired => Some(ApprovalOutcome::Expired),
            Self::Approved | Self::Withdrawn => None,
        }
    }

    /// What the administrator is told of it; `None` while it is open.
    pub const fn hand_off(self) -> Option<HandOffOutcome> {
        match self {
            Self::Open => None,
            Self::Approved => Some(HandOffOutcome::Approved),
            Self::Refused | Self::WrongNumber => Some(HandOffOutcome::Refused),
            Self::Reported => Some(HandOffOutcome::Reported),
            Self::Expired => Some(HandOffOutcome::Expired),
            Self::Withdrawn => Some(HandOffOutcome::Withdrawn),
        }
    }
}

impl From<Text> for State {
    fn from(text: Text) -> Self {
        text.word().unwrap_or(Self::Withdrawn)
    }
}

/// A request for an approval.
#[derive(Clone, Debug, FromRow)]
pub struct Approval {
    pub challenge_id: String,
    /// The subject of the recovery: at most one request of it is open (ADM-05).
    pub subject: String,
    /// The username of the administrator; empty for a decoy's.
    pub administrator: String,
    /// The masked name of the administrator.
    pub asked: String,
    /// What the person wrote.
    pub reason: String,
    /// The number on the screen of the recovery.
    pub match_code: String,
    /// Those to pick from, with commas between them.
    pub numbers: String,
    #[sqlx(try_from = "Text")]
    pub state: State,
    /// What the administrator wrote.
    pub note: String,
    pub asked_ms: i64,
    /// How many reminders were sent.
    pub reminders: i64,
    /// When the next reminder may be sent.
    pub remind_ms: i64,
}

/// Reads the request of a challenge.
pub async fn find(tx: &mut Tx, challenge_id: &str) -> Result<Option<Approval>, Error> {
    query_as("SELECT * FROM approvals WHERE challenge_id = $1")
        .bind(challenge_id)
        .fetch_optional(&mut **tx)
        .await
}

/// Stores a new request.
pub async fn insert(tx: &mut Tx, new: &Approval) -> Result<(), Error> {
    query(
        "INSERT INTO approvals (challenge_id, subject, administrator, asked, reason, match_code,
                                numbers, state, note, asked_ms, reminders, remind_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(&new.challenge_id)
    .bind(&new.subject)
    .bind(&new.administrator)
    .bind(&new.asked)
    .bind(&new.reason)
    .bind(&new.match_code)
    .bind(&new.numbers)
    .bind(new.state.name())
    .bind(&new.note)
    .bind(new.asked_ms)
    .bind(new.reminders)
    .bind(new.remind_ms)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Counts a reminder and says when the next may be sent.
pub async fn remind(tx: &mut Tx, challenge_id: &str, remind_ms: i64) -> Result<(), Error> {
    query(
        "UPDATE approvals SET reminders = reminders + 1, remind_ms = $1
         WHERE challenge_id = $2 AND state = 'open'",
    )
    .bind(remind_ms)
    .bind(challenge_id)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Ends an open request; the administrator, or `None` when it has ended before (ADM-08).
pub async fn end(
    tx: &mut Tx,
    challenge_id: &str,
    state: State,
    note: &str,
    now_ms: i64,
) -> Result<Option<String>, Error> {
    query_scalar(
        "UPDATE approvals SET state = $1, note = $2, decided_ms = $3
         WHERE challenge_id = $4 AND state = 'open' RETURNING administrator",
    )
    .bind(state.name())
    .bind(note)
    .bind(now_ms)
    .bind(challenge_id)
    .fetch_optional(&mut **tx)
    .await
}

/// When the open request of a subject ends; `None` when none is open (ADM-05). One whose recovery
/// began with another `stamp` of the account can lead to nothing any more, and keeps nobody waiting.
pub async fn open_until(
    tx: &mut Tx,
    subject: &str,
    stamp: &str,
    now_ms: i64,
) -> Result<Option<i64>, Error> {
    query_scalar(
        "SELECT c.expires_ms FROM approvals a JOIN challenges c ON c.id = a.challenge_id
         JOIN recoveries r ON r.id = c.recovery_id
         WHERE a.subject = $1 AND a.state = 'open' AND c.state = 'open' AND c.expires_ms > $2
         AND r.stamp = $3",
    )
    .bind(subject)
    .bind(now_ms)
    .bind(stamp)
    .fetch_optional(&mut **tx)
    .await
}

/// The open requests whose challenge is void or has expired, as (challenge, recovery).
pub async fn lapsed(tx: &mut Tx, now_ms: i64) -> Result<Vec<(String, String)>, Error> {
    query_as(
        "SELECT a.challenge_id, c.recovery_id FROM approvals a
         JOIN challenges c ON c.id = a.challenge_id
         WHERE a.state = 'open' AND (c.state <> 'open' OR c.expires_ms <= $1)",
    )
    .bind(now_ms)
    .fetch_all(&mut **tx)
    .await
}
