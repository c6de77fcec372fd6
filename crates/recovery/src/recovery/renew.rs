//! Begins the visit or the facial recognition anew, after it came to nothing or expired. What was
//! open is void.

use crate::{
    app::App,
    command::{Answer, Command, End, run},
    error::ApiError,
    recovery::{
        LockedRecovery,
        open_challenge::{open_face, open_visit},
    },
    store::{faces::Place, recoveries::Stage},
};
use regain_contract::{Method, Nothing, Problem};
use std::sync::Arc;

/// Begins the visit or the facial recognition anew, after it came to nothing or expired.
pub async fn renew(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    run(&app, &command, "renew", async |recovery: &mut LockedRecovery| {
        let method = match recovery.stored.stage {
            Stage::VisitProvider => {
                open_visit(recovery, None).await?;
                Method::Alipay
            }
            Stage::VerifyFace => {
                open_face(recovery, Place::Choose, None).await?;
                Method::Face
            }
            _ => return Err(Problem::StaleVersion.into()),
        };
        Ok(End::done().by(method))
    })
    .await
}
