//! Opens the challenges of the methods besides codes. Each voids what was open before (CON-03),
//! and goes to its step.

use crate::{
    error::ApiError,
    keys::sha256_hex,
    random,
    recovery::LockedRecovery,
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
pub async fn open_challenge(
    recovery: &mut LockedRecovery,
    method: Method,
    seconds: u32,
) -> Result<String, ApiError> {
    let challenge = Challenge {
        id: random::id(&*recovery.app.random)?,
        recovery_id: recovery.stored.id.clone(),
        account_id: recovery.profile.account_id.clone(),
        method,
        sent_to: String::new(),
        // No code has this hash: nothing is as short.
        code_hash: String::new(),
        tries: 0,
        is_open: true,
        resend_ms: recovery.now_ms,
        expires_ms: recovery.now_ms + i64::from(seconds) * 1000,
    };
    challenges::open(&mut recovery.tx, &challenge).await?;
    Ok(challenge.id)
}

/// Opens a visit to the identity provider.
pub async fn open_visit(
    recovery: &mut LockedRecovery,
    last: Option<VisitOutcome>,
) -> Result<(), ApiError> {
    let id = open_challenge(recovery, Method::Alipay, recovery.app.options().visit_s).await?;
    let (match_code, numbers) = numbers(recovery, NUMBERS)?;
    let visit = Visit {
        state_hash: sha256_hex(recovery.app.keys.state(&id).as_bytes()),
        match_code,
        numbers,
        opened_ms: recovery.now_ms,
        claimed_ms: None,
        last,
        challenge_id: id.clone(),
    };
    visits::insert(&mut recovery.tx, &visit).await?;
    recovery.go_to_challenge(Stage::VisitProvider, id);
    Ok(())
}

/// Opens a facial recognition; its id.
pub async fn open_face(
    recovery: &mut LockedRecovery,
    place: Place,
    last: Option<FaceOutcome>,
) -> Result<String, ApiError> {
    let id = open_challenge(recovery, Method::Face, recovery.app.options().face_s).await?;
    faces::insert(&mut recovery.tx, &id, place, last).await?;
    recovery.go_to_challenge(Stage::VerifyFace, id.clone());
    Ok(id)
}

/// Draws the number to match, and those to pick it from with commas between them: `count` different
/// ones of two digits, in any order.
pub fn numbers(recovery: &LockedRecovery, count: usize) -> Result<(String, String), ApiError> {
    let random = &*recovery.app.random;
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
