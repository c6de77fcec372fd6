//! Requests for an administrator's approval: what a challenge of the method administrator is made
//! of.

use super::{Row, Tx};
use regain_contract::ApprovalOutcome;
use sqlx::{Error, Row as _, query};

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    /// What the person is told of it at the next choice of an administrator.
    pub const fn outcome(self) -> Option<ApprovalOutcome> {
        match self {
            Self::Refused | Self::Reported => Some(ApprovalOutcome::Refused),
            Self::WrongNumber => Some(ApprovalOutcome::WrongNumber),
            Self::Expired => Some(ApprovalOutcome::Expired),
            Self::Open | Self::Approved | Self::Withdrawn => None,
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
