//! What the ways of a facial recognition share, on the recovery's own device and on another: a
//! session begins after the person has agreed, pictures are passed on, and what the provider
//! decides is judged. The provider is asked outside of any transaction.

use super::{
    face_limits, hand_off_turn::HandOffTurn, open_challenge::open_face, prove::prove_and_advance,
    turn::Turn,
};
use crate::{
    app::App,
    decoy,
    face::{CONSENT_VERSION, Captured, Decision, Opened, Picture, Whom, capture, describe},
    http::{ApiError, Client},
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

pub(super) const METHOD: Option<Method> = Some(Method::Face);
/// How long the worker waits before it asks about a session by itself, in milliseconds.
pub(super) const ASK_AFTER_MS: i64 = 3000;
/// How much longer while pictures come through us.
const ASK_AFTER_FRAME_MS: i64 = 10_000;
/// Most pictures of one session: many more than anybody needs.
const MAX_FRAMES: i64 = 300;

/// A session that is being opened: what a repetition needs to go on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Started {
    pub challenge_id: String,
    pub use_id: String,
}

/// What came of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
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
pub(super) async fn start(
    turn: &mut Turn<'_>,
    client: &Client,
    body: StartFace,
) -> Result<Started, ApiError> {
    turn.require(Stage::VerifyFace)?;
    if body.consent_version != CONSENT_VERSION {
        // The page shows an older text: it reads the recovery again, and asks anew.
        return Err(Problem::StaleVersion.into());
    }
    let challenge = turn.challenge().await?;
    let use_id = face_limits::begin(turn, client).await?;
    let version = format!("version {CONSENT_VERSION}");
    turn.record("face_consent", &version, METHOD).await?;
    Ok(Started { challenge_id: challenge.id, use_id })
}

/// Whose face it must be: the account's person, or a decoy's made-up one.
pub(super) async fn whom(turn: &mut Turn<'_>) -> Result<Whom, ApiError> {
    let subject = turn.stored.subject.clone();
    let keys = &turn.app.keys;
    let open = |sealed: &str| {
        keys.open(sealed).ok_or_else(|| ApiError::Broken("sealed with another secret".into()))
    };
    match identities::person(&mut turn.tx, &subject).await? {
        Some(person) => Ok(Whom { name: open(&person.name)?, number: open(&person.number)? }),
        None => {
            let (name, number) = decoy::person(keys, &subject);
            Ok(Whom { name, number })
        }
    }
}

/// Opens the recognition of a session that the provider opened, or says that it did not. `false`
/// when the recovery went another way meanwhile.
pub(super) async fn begin(
    turn: &mut Turn<'_>,
    started: &Started,
    place: Place,
    opened: Result<Opened, String>,
) -> Result<bool, ApiError> {
    if !turn.is_about(&started.challenge_id) {
        face_limits::give_back(turn, &started.use_id).await?;
        return Ok(false);
    }
    let opened = match opened {
        Ok(opened) => opened,
        Err(failure) => {
            tracing::warn!(failure, "face provider");
            face_limits::give_back(turn, &started.use_id).await?;
            let place = if place == Place::HandedOff { place } else { Place::Choose };
            open_face(turn, place, Some(FaceOutcome::Unavailable)).await?;
            return Ok(true);
        }
    };
    let id = open_face(turn, place, None).await?;
    let token = &opened.capture_token;
    let session = Session {
        certify_id: opened.certify_id,
        certify_url: opened.certify_url,
        capture_token: turn.app.keys.seal(&*turn.app.random, token)?,
        use_id: started.use_id.clone(),
    };
    let ask_ms = (place == Place::HandedOff).then_some(turn.now_ms + ASK_AFTER_MS);
    let agreed = (CONSENT_VERSION, turn.now_ms);
    faces::begin(&mut turn.tx, &id, &session, agreed, ask_ms).await?;
    Ok(true)
}

/// A session that takes pictures.
pub(super) struct Taking {
    pub challenge_id: String,
    pub certify_id: String,
    pub capture_token: String,
}

/// Counts a picture for the open session of this place; `None` when it took too long or there were
/// too many, and a fresh recognition is open.
pub(super) async fn take(turn: &mut Turn<'_>, place: Place) -> Result<Option<Taking>, ApiError> {
    turn.require(Stage::VerifyFace)?;
    let challenge = turn.challenge().await?;
    let face = faces::find(&mut turn.tx, &challenge.id).await?.ok_or(Problem::StaleVersion)?;
    let Face { session: Some(session), place: at, .. } = face else {
        return Err(Problem::StaleVersion.into());
    };
    if at != place {
        return Err(Problem::StaleVersion.into());
    }
    let ask_ms = turn.now_ms + ASK_AFTER_FRAME_MS;
    let has_room = faces::count_frame(&mut turn.tx, &challenge.id, MAX_FRAMES, ask_ms).await?;
    if challenge.expires_ms <= turn.now_ms || !has_room {
        let after = if place == Place::Here { Place::Choose } else { place };
        open_face(turn, after, Some(FaceOutcome::Expired)).await?;
        return Ok(None);
    }
    let token = turn.app.keys.open(&session.capture_token).unwrap_or_default();
    if token.is_empty() || !turn.app.options().face_in_page {
        return Err(Problem::MethodUnavailable.into());
    }
    Ok(Some(Taking {
        challenge_id: challenge.id,
        certify_id: session.certify_id,
        capture_token: token,
    }))
}

/// Passes a picture on: what was decided, or what to change for the next one.
pub(super) async fn relay(
    app: &App,
    taking: &Taking,
    picture: Picture,
) -> Result<Result<Decision, Guidance>, ApiError> {
    let said = capture(app, &taking.certify_id, &taking.capture_token, picture).await;
    match said.map_err(unavailable)? {
        Captured::Go(guidance) => Ok(Err(guidance)),
        Captured::Expired => Ok(Ok(Decision::Expired)),
        Captured::Finished => {
            let decision = describe(app, &taking.certify_id).await.map_err(unavailable)?;
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

/// Does what follows from a decision about a challenge.
pub(super) async fn judge(
    turn: &mut Turn<'_>,
    challenge_id: &str,
    decision: Decision,
) -> Result<Verdict, ApiError> {
    let challenge = challenges::find(&mut turn.tx, &turn.stored.id, challenge_id).await?;
    let face = faces::find(&mut turn.tx, challenge_id).await?;
    let (Some(challenge), Some(Face { place, session: Some(session), .. })) = (challenge, face)
    else {
        return Ok(Verdict::Stale);
    };
    if !turn.is_about(challenge_id) || !challenge.is_open {
        return Ok(Verdict::Stale);
    }
    let outcome = match decision {
        Decision::Pending => return Ok(Verdict::Pending),
        Decision::Passed if turn.profile.account_id.is_some() => {
            prove_and_advance(turn, &challenge).await?;
            face_limits::succeed(turn, &session.use_id).await?;
            return Ok(Verdict::Passed);
        }
        // A decoy's person is nobody: whoever the provider takes for it is the wrong one.
        Decision::Passed | Decision::NotMatched => FaceOutcome::NotMatched,
        Decision::NotLive => FaceOutcome::NotLive,
        Decision::Expired => FaceOutcome::Expired,
    };
    turn.record("face", &words::word(&outcome), METHOD).await?;
    // That it took too long is no failure, but stays counted as a try.
    let is_failure = outcome != FaceOutcome::Expired;
    if is_failure && face_limits::fail(turn, &session.use_id).await? {
        challenges::void(&mut turn.tx, &turn.stored.id).await?;
        turn.go_to(Stage::ChooseMethod);
        return Ok(Verdict::Exhausted);
    }
    let after = if place == Place::Here { Place::Choose } else { place };
    open_face(turn, after, Some(outcome)).await?;
    Ok(Verdict::Failed)
}

/// Lets a hand-off go on with the recognition that the recovery is at now: the link stays good for
/// the next try.
pub(super) async fn follow(turn: &mut Turn<'_>, row: &mut StoredHandOff) -> Result<(), ApiError> {
    let challenge = turn.challenge().await?;
    row.challenge_id = challenge.id;
    row.expires_ms = challenge.expires_ms;
    row.version += 1;
    Ok(())
}

impl HandOffTurn<'_> {
    /// [`follow`] of this turn's own hand-off.
    pub async fn follow(&mut self) -> Result<(), ApiError> {
        follow(&mut self.turn, &mut self.row).await
    }
}
