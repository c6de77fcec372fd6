//! Opens the challenges of the methods besides codes. Each voids what was open before (CON-03),
//! and goes to its step.

use super::turn::Turn;
use crate::{
    http::ApiError,
    keys::sha256_hex,
    random,
    store::{
        challenges::{self, Challenge},
        faces::{self, Place},
        recoveries::Stage,
        visits::{self, Visit},
    },
};
use regain_contract::{FaceOutcome, Method, VisitOutcome};

/// How many numbers stand to pick from when a visit is confirmed.
const NUMBERS: usize = 3;

/// Opens a challenge that has no destination and no code.
pub(crate) async fn open_challenge(
    turn: &mut Turn<'_>,
    method: Method,
    seconds: u32,
) -> Result<String, ApiError> {
    let challenge = Challenge {
        id: random::id(&*turn.app.random)?,
        recovery_id: turn.stored.id.clone(),
        account_id: turn.profile.account_id.clone(),
        method,
        sent_to: String::new(),
        // No code has this hash: nothing is as short.
        code_hash: String::new(),
        tries: 0,
        is_open: true,
        resend_ms: turn.now_ms,
        expires_ms: turn.now_ms + i64::from(seconds) * 1000,
    };
    challenges::open(&mut turn.tx, &challenge).await?;
    Ok(challenge.id)
}

/// Opens a visit to the identity provider.
pub(crate) async fn open_visit(
    turn: &mut Turn<'_>,
    last: Option<VisitOutcome>,
) -> Result<(), ApiError> {
    let id = open_challenge(turn, Method::Alipay, turn.app.options().visit_s).await?;
    let (match_code, numbers) = numbers(turn, NUMBERS)?;
    let visit = Visit {
        state_hash: sha256_hex(turn.app.keys.state(&id).as_bytes()),
        match_code,
        numbers,
        opened_ms: turn.now_ms,
        claimed_ms: None,
        last,
        challenge_id: id.clone(),
    };
    visits::insert(&mut turn.tx, &visit).await?;
    turn.go_to_challenge(Stage::VisitProvider, id);
    Ok(())
}

/// Opens a facial recognition; its id.
pub(crate) async fn open_face(
    turn: &mut Turn<'_>,
    place: Place,
    last: Option<FaceOutcome>,
) -> Result<String, ApiError> {
    let id = open_challenge(turn, Method::Face, turn.app.options().face_s).await?;
    faces::insert(&mut turn.tx, &id, place, last).await?;
    turn.go_to_challenge(Stage::VerifyFace, id.clone());
    Ok(id)
}

/// Draws the number to match, and those to pick it from with commas between them: `count` different
/// ones of two digits, in any order.
pub(crate) fn numbers(turn: &Turn<'_>, count: usize) -> Result<(String, String), ApiError> {
    let random = &*turn.app.random;
    let mut all: Vec<String> = Vec::with_capacity(count);
    while all.len() < count {
        let number = random::code(random, 2)?;
        // Two digits that do not begin with nought: people read "07" as "7".
        if !number.starts_with('0') && !all.contains(&number) {
            all.push(number);
        }
    }
    // Drawn independently of the order, so that its place tells nothing.
    let [byte] = random::bytes::<1>(random)?;
    let index = usize::from(byte) * count / 256;
    let matching = all.get(index).cloned().unwrap_or_default();
    Ok((matching, all.join(",")))
}
