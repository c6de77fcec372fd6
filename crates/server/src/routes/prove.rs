//! The one way from a passed challenge onwards, for every method: the proof becomes a row, and the
//! recovery goes to the password, or back to the method choice when another proof is needed.

use super::{find_username::show_usernames, turn::Turn};
use crate::{
    http::ApiError,
    proofs::Rule,
    store::{
        challenges::{self, Challenge},
        recoveries::Stage,
    },
};
use regain_contract::Intent;

/// Claims the pass of a challenge and goes on; `false`, and nothing is changed, when it was passed
/// or voided before, is not what the recovery is about, or belongs to a decoy.
pub(crate) async fn prove_and_advance(
    turn: &mut Turn<'_>,
    challenge: &Challenge,
) -> Result<bool, ApiError> {
    if turn.stored.intent == Intent::FindUsername {
        return show_usernames(turn, challenge).await;
    }
    let Some(account_id) = turn.profile.account_id.clone() else { return Ok(false) };
    if !turn.is_about(&challenge.id) || !challenges::pass(&mut turn.tx, &challenge.id).await? {
        return Ok(false);
    }
    challenges::prove(&mut turn.tx, challenge, &account_id, turn.now_ms).await?;
    advance(turn, &account_id).await?;
    Ok(true)
}

/// Goes where the proofs of the account lead: to the password, or to the next method.
pub(super) async fn advance(turn: &mut Turn<'_>, account_id: &str) -> Result<(), ApiError> {
    let proved = challenges::proved(&mut turn.tx, &turn.stored.id, Some(account_id)).await?;
    if Rule::of(&turn.profile, turn.app.options()).missing(&proved) > 0 {
        turn.go_to(Stage::ChooseMethod);
        return Ok(());
    }
    turn.go_to(Stage::SetPassword);
    let grant_ms = turn.now_ms + i64::from(turn.app.options().grant_s) * 1000;
    turn.stored.expires_ms = turn.stored.expires_ms.min(grant_ms);
    let expires_ms = turn.stored.expires_ms;
    challenges::grant(&mut turn.tx, &turn.stored.id, account_id, expires_ms).await?;
    Ok(())
}
