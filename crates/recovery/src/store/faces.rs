//! Facial recognitions: what a challenge of the method face is made of. Holds the provider's
//! session, never a picture (FAC-07).

use super::{Tx, columns::Text, words};
use regain_contract::{FaceOutcome, Guidance};
use sqlx::{Error, FromRow, query, query_as, query_scalar};

/// The time of what is never due.
const NEVER_MS: i64 = i64::MAX;

/// Where the pictures are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
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
}

impl From<Text> for Place {
    fn from(text: Text) -> Self {
        match text.as_str() {
            "here" => Self::Here,
            "handed_off" => Self::HandedOff,
            _ => Self::Choose,
        }
    }
}

/// The provider's session.
#[derive(Clone, Debug)]
pub struct Session {
    pub certify_id: String,
    /// The provider's own page; empty when there is none.
    pub certify_url: String,
    /// Sealed; empty when the provider takes no pictures from us.
    pub capture_token: String,
    /// Names its use of the limits.
    pub use_id: String,
}

/// The columns of a session, NULL before the person has agreed.
#[derive(FromRow)]
struct SessionColumns {
    certify_id: Option<String>,
    certify_url: Text,
    capture_token: Text,
    use_id: Text,
}

impl From<SessionColumns> for Option<Session> {
    fn from(columns: SessionColumns) -> Self {
        Some(Session {
            certify_id: columns.certify_id?,
            certify_url: columns.certify_url.into(),
            capture_token: columns.capture_token.into(),
            use_id: columns.use_id.into(),
        })
    }
}

/// A facial recognition.
#[derive(Clone, Debug, FromRow)]
pub struct Face {
    pub challenge_id: String,
    #[sqlx(try_from = "Text")]
    pub place: Place,
    /// There is one once the person has agreed.
    #[sqlx(flatten, try_from = "SessionColumns")]
    pub session: Option<Session>,
    #[sqlx(try_from = "Text")]
    pub guidance: Guidance,
    /// What came of the try before.
    #[sqlx(try_from = "Text")]
    pub last: Option<FaceOutcome>,
}

/// Stores the facial recognition of a new challenge.
pub async fn insert(
    tx: &mut Tx,
    challenge_id: &str,
    place: Place,
    last: Option<FaceOutcome>,
) -> Result<(), Error> {
    query(
        "INSERT INTO faces (challenge_id, place, guidance, frames, ask_ms, last)
         VALUES ($1, $2, 'start', 0, $4, $3)",
    )
    .bind(challenge_id)
    .bind(place.name())
    .bind(last.as_ref().map(words::word))
    .bind(NEVER_MS)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Reads the facial recognition of a challenge.
pub async fn find(tx: &mut Tx, challenge_id: &str) -> Result<Option<Face>, Error> {
    query_as("SELECT * FROM faces WHERE challenge_id = $1")
        .bind(challenge_id)
        .fetch_optional(&mut **tx)
        .await
}

/// Stores the session that the provider opened after the person agreed. `ask_ms`: when to ask by
/// ourselves what was decided; `None` where the pictures come through us.
pub async fn begin(
    tx: &mut Tx,
    challenge_id: &str,
    session: &Session,
    (consent_version, now_ms): (u32, i64),
    ask_ms: Option<i64>,
) -> Result<(), Error> {
    query(
        "UPDATE faces SET certify_id = $1, certify_url = $2, capture_token = $3, use_id = $4,
                          consent_version = $5, consent_ms = $6, ask_ms = $7
         WHERE challenge_id = $8 AND certify_id IS NULL",
    )
    .bind(&session.certify_id)
    .bind(&session.certify_url)
    .bind(&session.capture_token)
    .bind(&session.use_id)
    .bind(i64::from(consent_version))
    .bind(now_ms)
    .bind(ask_ms.unwrap_or(NEVER_MS))
    .bind(challenge_id)
    .execute(&mut **tx)
    .await
    .map(|_| ())
}

/// Counts a picture before it is passed on; `false` when there were enough. While pictures come
/// through us there is no need to ask before `ask_ms`.
pub async fn count_frame(
    tx: &mut Tx,
    challenge_id: &str,
    most: i64,
    ask_ms: i64,
) -> Result<bool, Error> {
    query(
        "UPDATE faces SET frames = frames + 1,
                          ask_ms = CASE WHEN ask_ms < $1 THEN $1 ELSE ask_ms END
         WHERE challenge_id = $2 AND frames < $3",
    )
    .bind(ask_ms)
    .bind(challenge_id)
    .bind(most)
    .execute(&mut **tx)
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Notes what to change for the next picture.
pub async fn guide(tx: &mut Tx, challenge_id: &str, guidance: Guidance) -> Result<(), Error> {
    query("UPDATE faces SET guidance = $1 WHERE challenge_id = $2")
        .bind(words::word(&guidance))
        .bind(challenge_id)
        .execute(&mut **tx)
        .await
        .map(|_| ())
}

/// A session to ask about.
#[derive(Clone, Debug)]
pub struct Due {
    pub recovery_id: String,
    pub challenge_id: String,
    pub certify_id: String,
}

/// Claims one session that is due to be asked about, until `again_ms`; those that are void or over
/// are never due again.
pub async fn claim_due(tx: &mut Tx, now_ms: i64, again_ms: i64) -> Result<Option<Due>, Error> {
    query(
        "UPDATE faces SET ask_ms = $2 WHERE ask_ms <= $1 AND (certify_id IS NULL OR challenge_id IN
             (SELECT id FROM challenges WHERE state <> 'open' OR expires_ms <= $1))",
    )
    .bind(now_ms)
    .bind(NEVER_MS)
    .execute(&mut **tx)
    .await?;
    let claimed: Option<(String, String)> = query_as(
        "UPDATE faces SET ask_ms = $2 WHERE ask_ms <= $1 AND challenge_id =
             (SELECT challenge_id FROM faces WHERE ask_ms <= $1 ORDER BY ask_ms LIMIT 1)
         RETURNING challenge_id, certify_id",
    )
    .bind(now_ms)
    .bind(again_ms)
    .fetch_optional(&mut **tx)
    .await?;
    let Some((challenge_id, certify_id)) = claimed else { return Ok(None) };
    let recovery_id = query_scalar("SELECT recovery_id FROM challenges WHERE id = $1")
        .bind(&challenge_id)
        .fetch_one(&mut **tx)
        .await?;
    Ok(Some(Due { recovery_id, challenge_id, certify_id }))
}
