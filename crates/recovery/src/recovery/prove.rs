//! The one way from a passed challenge onwards, for every method: the proof becomes a row, and the
//! recovery goes to the password, or back to the method choice when another proof is needed.

use super::find_username::show_usernames;
use crate::{
    error::ApiError,
    proofs::Rule,
    recovery::LockedRecovery,
    store::{
        challenges::{self, Challenge},
        recoveries::Stage,
    },
};
use regain_contract::Intent;

/// Claims the pass of a challenge and goes on; `false`, and nothing is changed, when it was passed
/// or voided before, is not what the recovery is about, or belongs to a decoy.
pub async fn prove_and_advance(
    recovery: &mut LockedRecovery,
    challenge: &Challenge,
) -> Result<bool, ApiError> {
    if recovery.stored.intent == Intent::FindUsername {
        return show_usernames(recovery, challenge).await;
    }
    let Some(account_id) = recovery.profile.account_id.clone() else { return Ok(false) };
    if !recovery.is_about(&challenge.id)
        || !challenges::pass(&mut recovery.tx, &challenge.id).await?
    {
        return Ok(false);
    }
    challenges::prove(&mut recovery.tx, challenge, &account_id, recovery.now_ms).await?;
    advance(recovery, &account_id).await?;
    Ok(true)
}

/// Goes where the proofs of the account lead: to the password, or to the next method.
pub async fn advance(recovery: &mut LockedRecovery, account_id: &str) -> Result<(), ApiError> {
    let proved =
        challenges::proved(&mut recovery.tx, &recovery.stored.id, Some(account_id)).await?;
    if Rule::of(&recovery.profile, recovery.app.options()).missing(&proved) > 0 {
        recovery.go_to(Stage::ChooseMethod);
        return Ok(());
    }
    recovery.go_to(Stage::SetPassword);
    let grant_ms = recovery.now_ms + i64::from(recovery.app.options().grant_s) * 1000;
    recovery.stored.expires_ms = recovery.stored.expires_ms.min(grant_ms);
    let expires_ms = recovery.stored.expires_ms;
    challenges::grant(&mut recovery.tx, &recovery.stored.id, account_id, expires_ms).await?;
    Ok(())
}
