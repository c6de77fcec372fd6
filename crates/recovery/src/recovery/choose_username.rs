//! Goes on to a new password for one of the usernames that were shown. The recovery becomes one of
//! that account: the proof of the destination is its proof by phone or e-mail (CON-03), and whether
//! it suffices is decided like everywhere else (CON-04).

use crate::{
    app::App,
    command::{Answer, Command, End, run},
    error::ApiError,
    identifier::Identifier,
    mask,
    profile::Profile,
    recovery::{LockedRecovery, prove::advance, send_code::end_if_locked},
    store::{
        accounts, challenges,
        recoveries::{self, Stage},
        usernames::{self, FoundUsername},
    },
};
use regain_contract::{ChooseUsername, EndReason, Intent, Problem};
use std::sync::Arc;

/// Goes on to a new password for one of the usernames that were shown.
pub async fn choose_username(
    app: Arc<App>,
    command: Command<ChooseUsername>,
) -> Result<Answer, ApiError> {
    run(&app, &command, "choose_username", async |recovery: &mut LockedRecovery| {
        recovery.require(Stage::Usernames)?;
        let shown = usernames::found(&mut recovery.tx, &recovery.stored.id).await?;
        let chosen = shown.into_iter().find(|found| found.username == command.posted.body.username);
        // Not shown, or not any more: the page reads again.
        let chosen = chosen.ok_or(Problem::StaleVersion)?;
        let challenge =
            challenges::find(&mut recovery.tx, &recovery.stored.id, &chosen.challenge_id).await?;
        let challenge = challenge.ok_or(Problem::StaleVersion)?;
        let profile = accounts::profile(&mut recovery.tx, &app.keys, &chosen.account_id).await?;
        match profile.filter(|profile| profile.stamp == chosen.stamp) {
            Some(profile) => adopt(recovery, &chosen, profile).await?,
            None => {
                // Its password or contacts changed after the destination was proved (TOK-04).
                recovery.end(EndReason::Superseded).await?;
                return Ok(End::superseded());
            }
        }
        let method = challenge.method;
        if end_if_locked(recovery).await? {
            return Ok(End::problem(Problem::TooManyAttempts).by(method));
        }
        challenges::prove(&mut recovery.tx, &challenge, &chosen.account_id, recovery.now_ms)
            .await?;
        advance(recovery, &chosen.account_id).await?;
        Ok(End::done().by(method))
    })
    .await
}

/// Makes the recovery one of the account, once.
async fn adopt(
    recovery: &mut LockedRecovery,
    chosen: &FoundUsername,
    profile: Profile,
) -> Result<(), ApiError> {
    let stored = &mut recovery.stored;
    stored.intent = Intent::ResetPassword;
    stored.subject.clone_from(&chosen.account_id);
    stored.account_id = Some(chosen.account_id.clone());
    stored.stamp.clone_from(&chosen.stamp);
    stored.label = mask::identifier(&Identifier::Username(chosen.username.clone()));
    stored.destination = None;
    if !recoveries::adopt(&mut recovery.tx, stored).await? {
        return Err(Problem::StaleVersion.into());
    }
    recovery.profile = profile;
    Ok(())
}
