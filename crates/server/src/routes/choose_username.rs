//! `POST …/username`: goes on to a new password for one of the usernames that were shown. The
//! recovery becomes one of that account: the proof of the destination is its proof by phone or
//! e-mail (CON-03), and whether it suffices is decided like everywhere else (CON-04).

use super::{prove::advance, send_code::end_if_locked, turn::Turn};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    identifier::Identifier,
    mask,
    profile::Profile,
    store::{
        accounts, challenges,
        recoveries::{self, Stage},
        usernames::{self, FoundUsername},
    },
};
use axum::extract::State;
use regain_contract::{ChooseUsername, Intent, Problem};
use std::sync::Arc;

pub(super) async fn choose_username(
    State(app): State<Arc<App>>,
    command: Command<ChooseUsername>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open_or_repeat(&app, &command, "choose_username").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    turn.require(Stage::Usernames)?;
    let shown = usernames::found(&mut turn.tx, &turn.stored.id).await?;
    let chosen = shown.into_iter().find(|found| found.username == command.posted.body.username);
    // Not shown, or not any more: the page reads again.
    let chosen = chosen.ok_or(Problem::StaleVersion)?;
    let challenge = challenges::find(&mut turn.tx, &turn.stored.id, &chosen.challenge_id).await?;
    let challenge = challenge.ok_or(Problem::StaleVersion)?;
    let profile = accounts::profile(&mut turn.tx, &app.keys, &chosen.account_id).await?;
    match profile.filter(|profile| profile.stamp == chosen.stamp) {
        Some(profile) => adopt(&mut turn, &chosen, profile).await?,
        None => {
            // Its password or contacts changed after the destination was proved (TOK-04).
            turn.supersede().await?;
            return Err(Problem::StaleVersion.into());
        }
    }
    let method = Some(challenge.method);
    if end_if_locked(&mut turn).await? {
        return turn.finish_with(Problem::TooManyAttempts, method).await;
    }
    challenges::prove(&mut turn.tx, &challenge, &chosen.account_id, turn.now_ms).await?;
    advance(&mut turn, &chosen.account_id).await?;
    turn.finish(method).await
}

/// Makes the recovery one of the account, once.
async fn adopt(
    turn: &mut Turn<'_>,
    chosen: &FoundUsername,
    profile: Profile,
) -> Result<(), ApiError> {
    let stored = &mut turn.stored;
    stored.intent = Intent::ResetPassword;
    stored.subject.clone_from(&chosen.account_id);
    stored.account_id = Some(chosen.account_id.clone());
    stored.stamp.clone_from(&chosen.stamp);
    stored.label = mask::identifier(&Identifier::Username(chosen.username.clone()));
    stored.destination = None;
    if !recoveries::adopt(&mut turn.tx, stored).await? {
        return Err(Problem::StaleVersion.into());
    }
    turn.profile = profile;
    Ok(())
}
