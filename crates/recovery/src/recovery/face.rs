//! What the ways of a facial recognition share, on the recovery's own device and on another: a
//! session begins after the person has agreed, pictures are passed on, and what the provider
//! decides is judged. The provider is asked outside of any transaction.

use super::{face_limits, open_challenge::open_face, prove::prove_and_advance};
use crate::{
    app::App,
    command::Client,
    decoy,
    error::ApiError,
    face::{CONSENT_VERSION, Picture},
    ports::face::{Captured, Decision, Opened, Whom},
    recovery::LockedRecovery,
    store::{
        challenges,
        faces::{self, Face, Place, Session},
        hand_offs::StoredHandOff,
        identities,
        recoveries::Stage,
        words,
    },
};
use regain_contract::{FaceOutcome, Guidance, Method, Problem, StartFace};
use serde::{Deserialize, Serialize};

pub const METHOD: Method = Method::Face;
/// How long the worker waits before it asks about a session by itself, in milliseconds.
pub const ASK_AFTER_MS: i64 = 3000;
/// How much longer while pictures come through us.
const ASK_AFTER_FRAME_MS: i64 = 10_000;
/// Most pictures of one session: many more than anybody needs.
const MAX_FRAMES: i64 = 300;

/// A session that is being opened: what a repetition needs to go on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Started {
    pub challenge_id: String,
    pub use_id: String,
}

/// What came of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the person: the recovery went on.
    Passed,
    /// It is not, or took too long: a fresh recognition is open, and says so.
    Failed,
    /// It is not, and there are no more tries today: the recovery is back at the choice.
    Exhausted,
    /// There is no decision yet.
    Pending,
    /// The recovery went another way meanwhile.
    Stale,
}

/// Takes the agreement down (FAC-02) and counts the try (FAC-04).
pub async fn start(
    recovery: &mut LockedRecovery,
    client: &Client,
    body: StartFace,
) -> Result<Started, ApiError> {
    recovery.require(Stage::VerifyFace)?;
    if body.consent_version != CONSENT_VERSION {
        // The page shows an older text: it reads the recovery again, and asks anew.
        return Err(Problem::StaleVersion.into());
    }
    let challenge = recovery.challenge().await?;
    let use_id = face_limits::begin(recovery, client).await?;
    let version = format!("version {CONSENT_VERSION}");
    recovery.record("face_consent", &version, METHOD).await?;
    Ok(Started { challenge_id: challenge.id, use_id })
}

/// Whose face it must be: the account's person, or a decoy's made-up one.
pub async fn whom(recovery: &mut LockedRecovery) -> Result<Whom, ApiError> {
    let subject = recovery.stored.subject.clone();
    let keys = &recovery.app.keys;
    let open = |sealed: &str| {
        keys.open(sealed).ok_or_else(|| ApiError::Broken("sealed with another secret".into()))
    };
    match identities::person(&mut recovery.tx, &subject).await? {
        Some(person) => Ok(Whom { name: open(&person.name)?, number: open(&person.number)? }),
        None => {
            let (name, number) = decoy::person(keys, &subject);
            Ok(Whom { name, number })
        }
    }
}

/// Opens the recognition of a session that the provider opened, or says that it did not. `false`
/// when the recovery went another way meanwhile.
pub async fn begin(
    recovery: &mut LockedRecovery,
    started: &Started,
    place: Place,
    opened: Result<Opened, String>,
) -> Result<bool, ApiError> {
    if !recovery.is_about(&started.challenge_id) {
        face_limits::give_back(recovery, &started.use_id).await?;
        return Ok(false);
    }
    let opened = match opened {
        Ok(opened) => opened,
        Err(failure) => {
            tracing::warn!(failure, "face provider");
            face_limits::give_back(recovery, &started.use_id).await?;
            let place = if place == Place::HandedOff { place } else { Place::Choose };
            open_face(recovery, place, Some(FaceOutcome::Unavailable)).await?;
            return Ok(true);
        }
    };
    let id = open_face(recovery, place, None).await?;
    let token = &opened.capture_token;
    let session = Session {
        certify_id: opened.certify_id,
        certify_url: opened.certify_url,
        capture_token: recovery.app.keys.seal(&*recovery.app.random, token)?,
        use_id: started.use_id.clone(),
    };
    let ask_ms = (place == Place::HandedOff).then_some(recovery.now_ms + ASK_AFTER_MS);
    let agreed = (CONSENT_VERSION, recovery.now_ms);
    faces::begin(&mut recovery.tx, &id, &session, agreed, ask_ms).await?;
    Ok(true)
}

/// A session that takes pictures.
pub struct Taking {
    pub challenge_id: String,
    pub certify_id: String,
    pub capture_token: String,
}

/// Counts a picture for the open session of this place; `None` when it took too long or there were
/// too many, and a fresh recognition is open.
pub async fn take(recovery: &mut LockedRecovery, place: Place) -> Result<Option<Taking>, ApiError> {
    recovery.require(Stage::VerifyFace)?;
    let challenge = recovery.challenge().await?;
    let face = faces::find(&mut recovery.tx, &challenge.id).await?.ok_or(Problem::StaleVersion)?;
    let Face { session: Some(session), place: at, .. } = face else {
        return Err(Problem::StaleVersion.into());
    };
    if at != place {
        return Err(Problem::StaleVersion.into());
    }
    let ask_ms = recovery.now_ms + ASK_AFTER_FRAME_MS;
    let has_room = faces::count_frame(&mut recovery.tx, &challenge.id, MAX_FRAMES, ask_ms).await?;
    if challenge.expires_ms <= recovery.now_ms || !has_room {
        let after = if place == Place::Here { Place::Choose } else { place };
        open_face(recovery, after, Some(FaceOutcome::Expired)).await?;
        return Ok(None);
    }
    let token = recovery.app.keys.open(&session.capture_token).unwrap_or_default();
    if token.is_empty() || !recovery.app.options().face_in_page {
        return Err(Problem::MethodUnavailable.into());
    }
    Ok(Some(Taking {
        challenge_id: challenge.id,
        certify_id: session.certify_id,
        capture_token: token,
    }))
}

/// Passes a picture on: what was decided, or what to change for the next one.
pub async fn relay(
    app: &App,
    taking: &Taking,
    picture: Picture,
) -> Result<Result<Decision, Guidance>, ApiError> {
    let said = app.parties.face.capture(&taking.certify_id, &taking.capture_token, picture).await;
    match said.map_err(unavailable)? {
        Captured::Go(guidance) => Ok(Err(guidance)),
        Captured::Expired => Ok(Ok(Decision::Expired)),
        Captured::Finished => {
            let decision =
                app.parties.face.describe(&taking.certify_id).await.map_err(unavailable)?;
            // Not yet: the next picture asks again.
            Ok(if decision == Decision::Pending { Err(Guidance::More) } else { Ok(decision) })
        }
    }
}

/// The provider does not answer: nothing was changed, and the next picture may come.
fn unavailable(failure: String) -> Problem {
    tracing::warn!(failure, "face provider");
    Problem::ProviderUnavailable
}

/// Keeps what the person is to change for the next picture, or does what follows from a decision.
pub async fn hear(
    recovery: &mut LockedRecovery,
    challenge_id: &str,
    said: Result<Decision, Guidance>,
) -> Result<Verdict, ApiError> {
    let decision = match said {
        Ok(decision) => decision,
        Err(guidance) => {
            faces::guide(&mut recovery.tx, challenge_id, guidance).await?;
            Decision::Pending
        }
    };
    judge(recovery, challenge_id, decision).await
}

/// Does what follows from a decision about a challenge.
pub async fn judge(
    recovery: &mut LockedRecovery,
    challenge_id: &str,
    decision: Decision,
) -> Result<Verdict, ApiError> {
    let challenge = challenges::find(&mut recovery.tx, &recovery.stored.id, challenge_id).await?;
    let face = faces::find(&mut recovery.tx, challenge_id).await?;
    let (Some(challenge), Some(Face { place, session: Some(session), .. })) = (challenge, face)
    else {
        return Ok(Verdict::Stale);
    };
    if !recovery.is_about(challenge_id) || !challenge.is_open {
        return Ok(Verdict::Stale);
    }
    let outcome = match decision {
        Decision::Pending => return Ok(Verdict::Pending),
        Decision::Passed if recovery.profile.account_id.is_some() => {
            prove_and_advance(recovery, &challenge).await?;
            face_limits::succeed(recovery, &session.use_id).await?;
            return Ok(Verdict::Passed);
        }
        // A decoy's person is nobody: whoever the provider takes for it is the wrong one.
        Decision::Passed | Decision::NotMatched => FaceOutcome::NotMatched,
        Decision::NotLive => FaceOutcome::NotLive,
        Decision::Expired => FaceOutcome::Expired,
    };
    recovery.record("face", &words::word(&outcome), METHOD).await?;
    // That it took too long is no failure, but stays counted as a try.
    let is_failure = outcome != FaceOutcome::Expired;
    if is_failure && face_limits::fail(recovery, &session.use_id).await? {
        challenges::void(&mut recovery.tx, &recovery.stored.id).await?;
        recovery.go_to(Stage::ChooseMethod);
        return Ok(Verdict::Exhausted);
    }
    let after = if place == Place::Here { Place::Choose } else { place };
    open_face(recovery, after, Some(outcome)).await?;
    Ok(Verdict::Failed)
}

/// Lets a hand-off go on with the recognition that the recovery is at now: the link stays good for
/// the next try.
pub async fn follow(
    recovery: &mut LockedRecovery,
    row: &mut StoredHandOff,
) -> Result<(), ApiError> {
    let challenge = recovery.challenge().await?;
    row.challenge_id = challenge.id;
    row.expires_ms = challenge.expires_ms;
    row.version += 1;
    Ok(())
}
