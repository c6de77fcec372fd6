//! Facial recognitions: what a challenge of the method face is made of. Holds the provider's
//! session, never a picture (FAC-07).

use super::{Row, Tx, words};
use regain_contract::{FaceOutcome, Guidance};
use sqlx::{Error, Row as _, query};

/// Where the pictures are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Not decided yet.
    Choose,
    /// With the device of the recovery.
    Here,
    /// With another, by a hand-off.
    HandedOff,
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Self::Choose => "choose",
            Self::Here => "here",
            Self::HandedOff => "handed_off",
        }
    }

    fn read(name: &str) -> Self {
        match name {
            "here" => Self::Here,
            "handed_off" => Self::HandedOff,
            _ => Self::Choose,
        }
    }
}

/// The provider's session.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub certify_id: String,
    /// The provider's own page; empty when there is none.
    pub certify_url: String,
    /// Sealed; empty when the provider takes no pictures from us.
    pub capture_token: String,
    /// Names its use of the limits.
    pub use_id: String,
}

/// A facial recognition.
#[derive(Clone, Debug)]
pub(crate) struct Face {
    pub challenge_id: String,
    pub place: Place,
    /// There is one once the person has agreed.
    pub session: Option<Session>,
    pub guidance: Guidance,
    /// How many pictures were passed on.
    pub frames: i64,
    /// What came of the try before.
    pub last: Option<FaceOutcome>,
}

/// Stores the facial recognition of a new challenge.
pub(crate) async fn insert(
    tx: &mut Tx,
    challenge_id: &str,
    place: Place,
    last: Option<FaceOutcome>,
) -> Result<(), Error> {
    query(
        "INSERT INTO faces (challenge_id, place, guidance, frames, ask_ms, last)
         VALUES ($1, $2, 'start', 0, 0, $3)",
    )
    .bind(challenge_id)
    .bind(place.name())
    .bind(last.as_ref().map(words::word))
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Reads the facial recognition of a challenge.
pub(crate) async fn find(tx: &mut Tx, challenge_id: &str) -> Result<Option<Face>, Error> {
    query("SELECT * FROM faces WHERE challenge_id = $1")
        .bind(challenge_id)
        .fetch_optional(&mut **tx)
        .await?
        .map(|row| read(&row))
        .transpose()
}

fn read(row: &Row) -> Result<Face, Error> {
    let text = |name: &str| -> Result<String, Error> {
        row.try_get::<Option<String>, _>(name).map(Option::unwrap_or_default)
    };
    let certify_id: Option<String> = row.try_get("certify_id")?;
    let session = match certify_id {
        Some(certify_id) => Some(Session {
            certify_id,
            certify_url: text("certify_url")?,
            capture_token: text("capture_token")?,
            use_id: text("use_id")?,
        }),
        None => None,
    };
    Ok(Face {
        challenge_id: row.try_get("challenge_id")?,
        place: Place::read(&text("place")?),
        session,
        guidance: words::value(&text("guidance")?).unwrap_or_default(),
        frames: row.try_get("frames")?,
        last: row.try_get::<Option<String>, _>("last")?.as_deref().and_then(words::value),
    })
}
