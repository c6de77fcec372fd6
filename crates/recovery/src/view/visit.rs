//! The step of a visit to the provider, and the task of confirming one.

use crate::{
    app::App,
    error::ApiError,
    store::{Tx, challenges::Challenge, visits},
    view::seconds_until,
};
use regain_contract::{ConfirmVisit, Step, VisitProvider};

/// The step.
pub async fn step(
    app: &App,
    tx: &mut Tx,
    challenge: &Challenge,
    now_ms: i64,
) -> Result<Step, ApiError> {
    let visit = visits::find(tx, &challenge.id).await?;
    let visit = visit.ok_or_else(|| ApiError::Broken("a visit step without a visit".into()))?;
    Ok(Step::VisitProvider(VisitProvider {
        authorize_url: super::authorize_url::authorize_url(app, &challenge.id),
        qr_allowed: true,
        match_code: visit.match_code,
        expires_in_s: seconds_until(challenge.expires_ms, now_ms),
        last: visit.last,
    }))
}

/// The task on another device.
pub async fn task(tx: &mut Tx, challenge_id: &str) -> Result<ConfirmVisit, ApiError> {
    let visit = visits::find(tx, challenge_id).await?;
    let visit = visit.ok_or_else(|| ApiError::Broken("a task without its visit".into()))?;
    Ok(ConfirmVisit { numbers: visit.numbers.split(',').map(str::to_owned).collect() })
}
