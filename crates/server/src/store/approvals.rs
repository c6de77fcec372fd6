//! Requests for an administrator's approval: what a challenge of the method administrator is made
//! of.

use super::{Row, Tx};
use regain_contract::{ApprovalOutcome, HandOffOutcome};
use serde::{Deserialize, Serialize};
use sqlx::{Error, Row as _, query};

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
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

    fn read(name: &str) -> Self {
        match name {
            "open" => Self::Open,
            "approved" => Self::Approved,
            "refused" => Self::Refused,
            "wrong_number" => Self::WrongNumber,
            "reported" => Self::Reported,
            "expired" => Self::Expired,
            _ => Self::Withdrawn,
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

/// A request for an approval.
#[derive(Clone, Debug)]
pub(crate) struct Approval {
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
pub(crate) async fn find(tx: &mut Tx, challenge_id: &str) -> Result<Option<Approval>, Error> {
    query("SELECT * FROM approvals WHERE challenge_id = $1")
        .bind(challenge_id)
        .fetch_optional(&mut **tx)
        .await?
        .map(|row| read(&row))
        .transpose()
}

/// Stores a new request.
pub(crate) async fn insert(tx: &mut Tx, new: &Approval) -> Result<(), Error> {
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
pub(crate) async fn remind(tx: &mut Tx, challenge_id: &str, remind_ms: i64) -> Result<(), Error> {
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
pub(crate) async fn end(
    tx: &mut Tx,
    challenge_id: &str,
    state: State,
    note: &str,
    now_ms: i64,
) -> Result<Option<String>, Error> {
    query(
        "UPDATE approvals SET state = $1, note = $2, decided_ms = $3
         WHERE challenge_id = $4 AND state = 'open' RETURNING administrator",
    )
    .bind(state.name())
    .bind(note)
    .bind(now_ms)
    .bind(challenge_id)
    .fetch_optional(&mut **tx)
    .await?
    .map(|row| row.try_get(0))
    .transpose()
}

/// When the open request of a subject ends; `None` when none is open (ADM-05). One whose recovery
/// began with another `stamp` of the account can lead to nothing any more, and keeps nobody waiting.
pub(crate) async fn open_until(
    tx: &mut Tx,
    subject: &str,
    stamp: &str,
    now_ms: i64,
) -> Result<Option<i64>, Error> {
    query(
        "SELECT c.expires_ms FROM approvals a JOIN challenges c ON c.id = a.challenge_id
         JOIN recoveries r ON r.id = c.recovery_id
         WHERE a.subject = $1 AND a.state = 'open' AND c.state = 'open' AND c.expires_ms > $2
         AND r.stamp = $3",
    )
    .bind(subject)
    .bind(now_ms)
    .bind(stamp)
    .fetch_optional(&mut **tx)
    .await?
    .map(|row| row.try_get(0))
    .transpose()
}

/// The open requests whose challenge is void or has expired, as (challenge, recovery).
pub(crate) async fn lapsed(tx: &mut Tx, now_ms: i64) -> Result<Vec<(String, String)>, Error> {
    query(
        "SELECT a.challenge_id, c.recovery_id FROM approvals a
         JOIN challenges c ON c.id = a.challenge_id
         WHERE a.state = 'open' AND (c.state <> 'open' OR c.expires_ms <= $1)",
    )
    .bind(now_ms)
    .fetch_all(&mut **tx)
    .await?
    .iter()
    .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
    .collect()
}

fn read(row: &Row) -> Result<Approval, Error> {
    let state: String = row.try_get("state")?;
    Ok(Approval {
        challenge_id: row.try_get("challenge_id")?,
        subject: row.try_get("subject")?,
        administrator: row.try_get("administrator")?,
        asked: row.try_get("asked")?,
        reason: row.try_get("reason")?,
        match_code: row.try_get("match_code")?,
        numbers: row.try_get("numbers")?,
        state: State::read(&state),
        note: row.try_get("note")?,
        asked_ms: row.try_get("asked_ms")?,
        reminders: row.try_get("reminders")?,
        remind_ms: row.try_get("remind_ms")?,
    })
}
