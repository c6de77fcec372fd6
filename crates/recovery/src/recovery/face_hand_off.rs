//! Makes a link for a phone or another person, or gives the one that is there. The recovery's step
//! holds it; the ticket in it is derived each time and stored hashed.

use crate::{
    app::App,
    command::{Answer, Command, End, run},
    error::ApiError,
    hand_off,
    recovery::{LockedRecovery, open_challenge::open_face},
    store::{
        faces::{self, Place},
        hand_offs::Kind,
        recoveries::Stage,
    },
};
use regain_contract::{Method, Nothing, Problem};
use std::sync::Arc;

/// Makes a link for a phone or another person, or gives the one that is there.
pub async fn face_hand_off(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    run(&app, &command, "face_hand_off", async |recovery: &mut LockedRecovery| {
        recovery.require(Stage::VerifyFace)?;
        let challenge = recovery.challenge().await?;
        let face =
            faces::find(&mut recovery.tx, &challenge.id).await?.ok_or(Problem::StaleVersion)?;
        if face.place != Place::HandedOff || challenge.expires_ms <= recovery.now_ms {
            open_face(recovery, Place::HandedOff, None).await?;
            let challenge = recovery.challenge().await?;
            let now_ms = recovery.now_ms;
            hand_off::make(&app, &mut recovery.tx, &challenge, Kind::ScanFace, now_ms).await?;
        }
        Ok(End::done().by(Method::Face))
    })
    .await
}
