//! The files of appeals and what happened to appeals.

use super::{
    Tx,
    columns::{Text, UnknownWord},
    words::word,
};
use regain_contract::appeal::{FileKind, MaterialKind, Milestone};
use sqlx::{Error, FromRow, query, query_as, query_scalar};

/// A file as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct StoredFile {
    /// Its id.
    pub id: String,
    /// What it is given for.
    #[sqlx(try_from = "Text")]
    pub material: MaterialKind,
    /// The sealed name that the person's device gave it.
    pub label: String,
    /// Its format.
    #[sqlx(try_from = "Text")]
    pub kind: FileKind,
    /// Its length in bytes.
    pub bytes: i64,
    /// Its generated name in the folder.
    pub stored: String,
    /// When it was given, in milliseconds since 1970.
    pub created_ms: i64,
    /// How often more had been asked for when it came.
    pub round: i64,
}

impl TryFrom<Text> for FileKind {
    type Error = UnknownWord;

    fn try_from(text: Text) -> Result<Self, UnknownWord> {
        text.known_word()
    }
}

/// Stores a file.
pub async fn insert(tx: &mut Tx, appeal_id: &str, new: &StoredFile) -> Result<(), Error> {
    query(
        "INSERT INTO appeal_files (id, appeal_id, material, label, kind, bytes, stored, created_ms,
                                   round)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&new.id)
    .bind(appeal_id)
    .bind(new.material.name())
    .bind(&new.label)
    .bind(word(&new.kind))
    .bind(new.bytes)
    .bind(&new.stored)
    .bind(new.created_ms)
    .bind(new.round)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// The files of an appeal, in the order that they came in.
pub async fn of(tx: &mut Tx, appeal_id: &str) -> Result<Vec<StoredFile>, Error> {
    query_as("SELECT * FROM appeal_files WHERE appeal_id = $1 ORDER BY created_ms, id")
        .bind(appeal_id)
        .fetch_all(&mut **tx)
        .await
}

/// Takes a file out; its generated name, when it was there.
pub async fn remove(tx: &mut Tx, appeal_id: &str, id: &str) -> Result<Option<String>, Error> {
    query_scalar("DELETE FROM appeal_files WHERE appeal_id = $1 AND id = $2 RETURNING stored")
        .bind(appeal_id)
        .bind(id)
        .fetch_optional(&mut **tx)
        .await
}

/// Takes every file of an appeal out; their generated names.
pub async fn remove_all(tx: &mut Tx, appeal_id: &str) -> Result<Vec<String>, Error> {
    query_scalar("DELETE FROM appeal_files WHERE appeal_id = $1 RETURNING stored")
        .bind(appeal_id)
        .fetch_all(&mut **tx)
        .await
}

/// Says that a file is to show something else.
pub async fn set_material(tx: &mut Tx, id: &str, material: MaterialKind) -> Result<(), Error> {
    query("UPDATE appeal_files SET material = $1 WHERE id = $2")
        .bind(material.name())
        .bind(id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// Whether a generated name belongs to a file.
pub async fn is_known(tx: &mut Tx, stored: &str) -> Result<bool, Error> {
    query("SELECT 1 FROM appeal_files WHERE stored = $1")
        .bind(stored)
        .fetch_optional(&mut **tx)
        .await
        .map(|row| row.is_some())
}

/// Something that happened to an appeal.
#[derive(Clone, Debug, FromRow)]
pub struct Event {
    /// What happened.
    #[sqlx(try_from = "Text")]
    pub what: Milestone,
    /// Who did it.
    pub who: String,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

impl TryFrom<Text> for Milestone {
    type Error = UnknownWord;

    fn try_from(text: Text) -> Result<Self, UnknownWord> {
        text.known_word()
    }
}

/// Adds to the timeline.
pub async fn happened(tx: &mut Tx, id: &str, appeal_id: &str, event: &Event) -> Result<(), Error> {
    query("INSERT INTO appeal_events (id, appeal_id, what, who, at_ms) VALUES ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(appeal_id)
        .bind(word(&event.what))
        .bind(&event.who)
        .bind(event.at_ms)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// How often more was asked for.
pub async fn round(tx: &mut Tx, appeal_id: &str) -> Result<i64, Error> {
    query_scalar("SELECT COUNT(*) FROM appeal_events WHERE appeal_id = $1 AND what = $2")
        .bind(appeal_id)
        .bind(word(&Milestone::MoreAsked))
        .fetch_one(&mut **tx)
        .await
}

/// The timeline, the oldest first.
pub async fn timeline(tx: &mut Tx, appeal_id: &str) -> Result<Vec<Event>, Error> {
    let mut all: Vec<Event> = query_as(
        "SELECT what, who, at_ms FROM appeal_events WHERE appeal_id = $1 ORDER BY at_ms, id",
    )
    .bind(appeal_id)
    .fetch_all(&mut **tx)
    .await?;
    // What happened within one millisecond stands in the order in which it can happen.
    all.sort_by_key(|event| (event.at_ms, event.what as u8));
    Ok(all)
}
