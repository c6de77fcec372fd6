//! The one way from a passed challenge onwards, for every method: the proof becomes a row, and the
//! recovery goes to the password, or back to the method choice when another proof is needed.

use super::turn::Turn;
use crate::{
    http::Refusal,
    proofs::Rule,
    store::{
        challenges::{self, Challenge},
        recoveries::Stage,
    },
};

/// Claims the pass of a challenge and goes on; `false`, and nothing is changed, when it was passed
/// or voided before, is not what the recovery is about, or belongs to a decoy.
pub(crate) async fn prove_and_advance(
    turn: &mut Turn<'_>,
    challenge: &Challenge,
) -> Result<bool, Refusal> {
    let Some(account_id) = turn.profile.account_id.clone() else { return Ok(false) };
    if !turn.is_about(&challenge.id) || !challenges::pass(&mut turn.tx, &challenge.id).await? {
        return Ok(false);
    }
    challenges::prove(&mut turn.tx, challenge, &account_id, turn.now_ms).await?;
    let proved = challenges::proved(&mut turn.tx, &turn.stored.id, Some(&account_id)).await?;
    if Rule::of(&turn.profile, turn.app.options()).missing(&proved) > 0 {
        turn.go_to(Stage::ChooseMethod);
        return Ok(true);
    }
    turn.go_to(Stage::SetPassword);
    let grant_ms = turn.now_ms + i64::from(turn.app.options().grant_s) * 1000;
    turn.stored.expires_ms = turn.stored.expires_ms.min(grant_ms);
    let expires_ms = turn.stored.expires_ms;
    challenges::grant(&mut turn.tx, &turn.stored.id, &account_id, expires_ms).await?;
    Ok(true)
}
