//! The rows of appeals. A command locks the row of its token first and that of the appeal after it.

use super::{
    Tx,
    columns::{Flag, Text, UnknownWord},
};
use regain_contract::{
    Locale,
    appeal::{Answers, Material, Place},
};
use serde::{Deserialize, Serialize};
use sqlx::{Error, FromRow, query, query_as, query_scalar};

/// Where an appeal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The person is still filling it in.
    Draft,
    /// A reviewer looks at it.
    InReview,
    /// The person is asked for more.
    MoreAsked,
    /// It is approved; the phone is bound later.
    Approved,
    /// The contact phone is the account's.
    Bound,
    /// A reviewer refused it.
    Refused,
    /// The person took it back.
    Withdrawn,
    /// Somebody with an old destination of the account stopped it.
    Stopped,
    /// Nothing more was given in time.
    Lapsed,
}

impl State {
    /// Whether nothing happens to it any more by itself.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Bound | Self::Refused | Self::Withdrawn | Self::Stopped | Self::Lapsed)
    }
}

impl TryFrom<Text> for State {
    type Error = UnknownWord;

    fn try_from(text: Text) -> Result<Self, UnknownWord> {
        text.known_word()
    }
}

/// The step of a draft: a place of the wizard, or the code between two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftStep {
    /// The questions.
    Answer,
    /// The documents.
    Gather,
    /// The form.
    FillIn,
    /// The contact phone.
    GivePhone,
    /// The code that was sent to it.
    EnterCode,
    /// The summary before it is submitted.
    Review,
}

impl From<Place> for DraftStep {
    fn from(place: Place) -> Self {
        match place {
            Place::Answer => Self::Answer,
            Place::Gather => Self::Gather,
            Place::FillIn => Self::FillIn,
            Place::GivePhone => Self::GivePhone,
            Place::Review => Self::Review,
        }
    }
}

impl TryFrom<Text> for DraftStep {
    type Error = UnknownWord;

    fn try_from(text: Text) -> Result<Self, UnknownWord> {
        text.known_word()
    }
}

impl TryFrom<Text> for Option<Answers> {
    type Error = serde_json::Error;

    fn try_from(text: Text) -> Result<Self, serde_json::Error> {
        text.json()
    }
}

impl TryFrom<Text> for Vec<Material> {
    type Error = serde_json::Error;

    fn try_from(text: Text) -> Result<Self, serde_json::Error> {
        text.json().map(Option::unwrap_or_default)
    }
}

/// An appeal as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct StoredAppeal {
    /// Its id, which opens nothing.
    pub id: String,
    /// The number that the person is told.
    pub number: String,
    /// Where it stands.
    #[sqlx(try_from = "Text")]
    pub state: State,
    /// Where a draft stands.
    #[sqlx(rename = "place", try_from = "Text")]
    pub draft_step: DraftStep,
    /// Goes up with each change.
    pub version: i64,
    /// The language of the person.
    #[sqlx(try_from = "Text")]
    pub locale: Locale,
    /// What the person answered; `None` before.
    #[sqlx(try_from = "Text")]
    pub answers: Option<Answers>,
    /// The sealed details.
    pub details: Option<String>,
    /// The contact phone, once it is proved.
    pub phone: Option<String>,
    /// The account that the username names, once it is submitted.
    pub account_id: Option<String>,
    /// What more was asked for.
    #[sqlx(try_from = "Text")]
    pub asked: Vec<Material>,
    /// What the reviewer wrote last; empty for nothing.
    #[sqlx(try_from = "Text")]
    pub note: String,
    /// When the draft was begun; all times are in milliseconds since 1970.
    pub created_ms: i64,
    /// When a draft is deleted.
    pub expires_ms: i64,
    /// When it was submitted.
    pub submitted_ms: Option<i64>,
    /// Until when more must be here.
    pub due_ms: Option<i64>,
    /// When the contact phone becomes that of the account.
    pub bind_ms: Option<i64>,
    /// The keyed hash of the account's destinations at the approval.
    pub destinations: String,
    /// Whether the binding took the need of two proofs away.
    #[sqlx(try_from = "Flag")]
    pub removed_mfa: bool,
    /// When it was over.
    pub ended_ms: Option<i64>,
    /// When what is personal in it was deleted.
    pub erased_ms: Option<i64>,
}

/// Stores a new draft.
pub async fn insert(tx: &mut Tx, new: &StoredAppeal) -> Result<(), Error> {
    query(
        "INSERT INTO appeals (id, number, state, place, version, locale, created_ms, expires_ms,
                              turn_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7)",
    )
    .bind(&new.id)
    .bind(&new.number)
    .bind(word(&new.state))
    .bind(word(&new.draft_step))
    .bind(new.version)
    .bind(new.locale.tag())
    .bind(new.created_ms)
    .bind(new.expires_ms)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Locks and reads an appeal.
pub async fn lock(tx: &mut Tx, id: &str, now_ms: i64) -> Result<Option<StoredAppeal>, Error> {
    query_as("UPDATE appeals SET turn_ms = $1 WHERE id = $2 RETURNING *")
        .bind(now_ms)
        .bind(id)
        .fetch_optional(&mut **tx)
        .await
}

/// Locks and reads a submitted appeal by its number.
pub async fn lock_number(
    tx: &mut Tx,
    number: &str,
    now_ms: i64,
) -> Result<Option<StoredAppeal>, Error> {
    query_as("UPDATE appeals SET turn_ms = $1 WHERE number = $2 AND state <> 'draft' RETURNING *")
        .bind(now_ms)
        .bind(number)
        .fetch_optional(&mut **tx)
        .await
}

/// Reads a submitted appeal by its number, without locking it.
pub async fn find_number(tx: &mut Tx, number: &str) -> Result<Option<StoredAppeal>, Error> {
    query_as("SELECT * FROM appeals WHERE number = $1 AND state <> 'draft'")
        .bind(number)
        .fetch_optional(&mut **tx)
        .await
}

/// Reads an appeal without locking it.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<StoredAppeal>, Error> {
    query_as("SELECT * FROM appeals WHERE id = $1").bind(id).fetch_optional(&mut **tx).await
}

/// The submitted appeal with this number and contact phone.
pub async fn find_pair(
    tx: &mut Tx,
    number: &str,
    phone: &str,
) -> Result<Option<StoredAppeal>, Error> {
    query_as("SELECT * FROM appeals WHERE number = $1 AND phone = $2 AND state <> 'draft'")
        .bind(number)
        .bind(phone)
        .fetch_optional(&mut **tx)
        .await
}

/// The appeals that a reviewer has to do with, the oldest first.
pub async fn open(tx: &mut Tx) -> Result<Vec<StoredAppeal>, Error> {
    query_as(
        "SELECT * FROM appeals WHERE state IN ('in_review', 'more_asked', 'approved')
         ORDER BY submitted_ms, id",
    )
    .fetch_all(&mut **tx)
    .await
}

/// The submitted appeals about an account, the oldest first.
pub async fn about(tx: &mut Tx, account_id: &str) -> Result<Vec<StoredAppeal>, Error> {
    query_as(
        "SELECT * FROM appeals WHERE account_id = $1 AND state <> 'draft'
         ORDER BY submitted_ms, id",
    )
    .bind(account_id)
    .fetch_all(&mut **tx)
    .await
}

/// When the last refused appeal with this contact phone was refused.
pub async fn last_refusal(tx: &mut Tx, phone: &str) -> Result<Option<i64>, Error> {
    query_scalar("SELECT MAX(ended_ms) FROM appeals WHERE phone = $1 AND state = 'refused'")
        .bind(phone)
        .fetch_one(&mut **tx)
        .await
}

/// The ids of approved appeals whose hold is over, and of those whose answer is overdue.
pub async fn due(tx: &mut Tx, now_ms: i64) -> Result<Vec<String>, Error> {
    query_scalar(
        "SELECT id FROM appeals WHERE (state = 'approved' AND bind_ms <= $1)
         OR (state = 'more_asked' AND due_ms <= $1) ORDER BY id",
    )
    .bind(now_ms)
    .fetch_all(&mut **tx)
    .await
}

/// The ids of appeals whose documents and details are to be deleted: drafts that have expired, and
/// what ended before `before_ms`.
pub async fn to_erase(tx: &mut Tx, now_ms: i64, before_ms: i64) -> Result<Vec<String>, Error> {
    query_scalar(
        "SELECT id FROM appeals WHERE erased_ms IS NULL AND
         ((state = 'draft' AND expires_ms <= $1) OR (ended_ms IS NOT NULL AND ended_ms <= $2))",
    )
    .bind(now_ms)
    .bind(before_ms)
    .fetch_all(&mut **tx)
    .await
}

/// Deletes what is personal; number, outcome and times stay.
pub async fn erase(tx: &mut Tx, id: &str, now_ms: i64) -> Result<(), Error> {
    query(
        "UPDATE appeals SET answers = NULL, details = NULL, phone = NULL, asked = NULL, note = NULL,
                            account_id = NULL,
                            erased_ms = $1, version = version + 1 WHERE id = $2",
    )
    .bind(now_ms)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    query("DELETE FROM replaced_phones WHERE appeal_id = $1").bind(id).execute(&mut **tx).await?;
    query(
        "DELETE FROM appeal_codes WHERE token_hash IN
         (SELECT token_hash FROM appeal_keys WHERE appeal_id = $1)",
    )
    .bind(id)
    .execute(&mut **tx)
    .await?;
    query("DELETE FROM appeal_keys WHERE appeal_id = $1")
        .bind(id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Deletes an erased draft altogether: it never came to anything.
pub async fn delete_draft(tx: &mut Tx, id: &str) -> Result<(), Error> {
    query("DELETE FROM appeal_events WHERE appeal_id = $1").bind(id).execute(&mut **tx).await?;
    query("DELETE FROM appeals WHERE id = $1 AND state = 'draft'")
        .bind(id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Writes what a command may have changed. The row must be locked.
pub async fn save(tx: &mut Tx, changed: &StoredAppeal) -> Result<(), Error> {
    query(
        "UPDATE appeals SET state = $1, place = $2, version = $3, answers = $4, details = $5,
                            phone = $6, account_id = $7, asked = $8, note = $9, expires_ms = $10,
                            submitted_ms = $11, due_ms = $12, bind_ms = $13, ended_ms = $14,
                            destinations = $15, removed_mfa = $16
         WHERE id = $17",
    )
    .bind(word(&changed.state))
    .bind(word(&changed.draft_step))
    .bind(changed.version)
    .bind(changed.answers.as_ref().map(json).transpose()?)
    .bind(changed.details.as_deref())
    .bind(changed.phone.as_deref())
    .bind(changed.account_id.as_deref())
    .bind(json(&changed.asked)?)
    .bind(&changed.note)
    .bind(changed.expires_ms)
    .bind(changed.submitted_ms)
    .bind(changed.due_ms)
    .bind(changed.bind_ms)
    .bind(changed.ended_ms)
    .bind(&changed.destinations)
    .bind(i64::from(changed.removed_mfa))
    .bind(&changed.id)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// The word that stands for a value in its column.
pub fn word(value: &impl Serialize) -> String {
    super::words::word(value)
}

fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Encode(error.into()))
}
