//! The step of a facial recognition, and the task of one on another device.

use crate::{
    app::App,
    error::ApiError,
    face::consent,
    profile::Profile,
    store::{
        Tx,
        challenges::Challenge,
        faces::{self, Face, Place},
        hand_offs,
    },
    view::seconds_until,
};
use regain_contract::{FaceStage, ScanFace, Step, VerifyFace};

/// The step.
pub async fn step(
    app: &App,
    tx: &mut Tx,
    profile: &Profile,
    challenge: &Challenge,
    now_ms: i64,
) -> Result<Step, ApiError> {
    let face = find(tx, &challenge.id).await?;
    Ok(Step::VerifyFace(VerifyFace {
        who: profile.person(),
        consent: consent(app.options()),
        in_page: app.options().face_in_page,
        stage: stage(app, tx, &face).await?,
        expires_in_s: seconds_until(challenge.expires_ms, now_ms),
        last: face.last,
    }))
}

async fn stage(app: &App, tx: &mut Tx, face: &Face) -> Result<FaceStage, ApiError> {
    let handed_off = match face.place {
        Place::Choose => return Ok(FaceStage::Choose),
        Place::Here => return Ok(FaceStage::Here { guidance: face.guidance }),
        Place::HandedOff => hand_offs::of_challenge(tx, &face.challenge_id).await?,
    };
    let row = handed_off.ok_or_else(|| ApiError::Broken("handed off without a hand-off".into()))?;
    let origin = &app.settings.public_origin;
    Ok(FaceStage::HandedOff {
        // The secret is in the fragment, which browsers send to no server (TOK-07).
        url: format!("{origin}/hand-off#{}", app.keys.ticket(&row.id)),
        opened: row.opened_ms.is_some(),
    })
}

/// The task on another device.
pub async fn task(
    app: &App,
    tx: &mut Tx,
    profile: &Profile,
    challenge_id: &str,
) -> Result<ScanFace, ApiError> {
    let face = find(tx, challenge_id).await?;
    let session = face.session;
    let in_page = app.options().face_in_page;
    Ok(ScanFace {
        who: profile.person(),
        consent: consent(app.options()),
        in_page,
        guidance: session.as_ref().filter(|_| in_page).map(|_| face.guidance),
        provider_url: session.map(|session| session.certify_url).filter(|url| !url.is_empty()),
        last: face.last,
    })
}

async fn find(tx: &mut Tx, challenge_id: &str) -> Result<Face, ApiError> {
    let face = faces::find(tx, challenge_id).await?;
    face.ok_or_else(|| ApiError::Broken("a face step without a face".into()))
}
