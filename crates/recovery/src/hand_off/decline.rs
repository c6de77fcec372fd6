//! The receiver does not want to. The first screen says so and may try anew. An administrator
//! decides instead, as the administrator. Of a notice it says "it was me", and changes nothing.

use crate::{
    app::App,
    command::{Answer, Command, End, run},
    error::ApiError,
    hand_off::{LockedHandOff, LockedStopLink, is_stop_link},
    recovery::open_challenge::{open_face, open_visit},
    store::{faces::Place, hand_offs::Kind},
};
use regain_contract::{FaceOutcome, HandOffOutcome, Method, Nothing, Problem, VisitOutcome};
use std::sync::Arc;

/// The receiver does not want to.
pub async fn decline(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    if is_stop_link(&app, &command.token_hash).await? {
        return run(&app, &command, "stop_link", async |notice: &mut LockedStopLink| {
            notice.end(HandOffOutcome::Declined).await?;
            Ok(End::done())
        })
        .await;
    }
    run(&app, &command, "decline", async |hand_off: &mut LockedHandOff| {
        let method = match hand_off.row.kind {
            Kind::ScanFace => {
                open_face(&mut hand_off.recovery, Place::Choose, Some(FaceOutcome::Declined))
                    .await?;
                Method::Face
            }
            Kind::ConfirmVisit => {
                open_visit(&mut hand_off.recovery, Some(VisitOutcome::Cancelled)).await?;
                Method::Alipay
            }
            Kind::Approve => return Err(Problem::StaleVersion.into()),
        };
        hand_off.end(HandOffOutcome::Declined);
        Ok(End::done().by(method))
    })
    .await
}
