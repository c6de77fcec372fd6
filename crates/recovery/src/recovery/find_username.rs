//! The way to a forgotten username: from the destination that was typed straight to its code, and
//! from the right code to the usernames. Whether anybody has the destination changes nothing
//! before the proof (ENU-05): budgets and limits belong to the destination itself.

use super::send_code::{end_if_locked, send_code};
use crate::{
    app::App,
    command::Client,
    error::ApiError,
    identifier::Identifier,
    keys::{Keys, Purpose},
    profile::{Profile, Sought},
    recovery::LockedRecovery,
    store::{
        Tx, accounts,
        challenges::{self, Challenge},
        recoveries::Stage,
        usernames::{self, FoundUsername},
    },
};
use regain_contract::{Availability, Problem};

/// The destination that was typed, if codes can be sent to it. Decided by its form and the
/// configuration alone, before any look-up (ENU-03).
pub fn destination<'a>(app: &App, identifier: &'a Identifier) -> Result<Sought<'a>, Problem> {
    let to = Sought::of(identifier).ok_or(Problem::IdentifierRejected)?;
    let profile = Profile::of_destination(&app.keys, to, None);
    match profile.availability(app.options(), &[], to.method()) {
        Availability::Available { .. } => Ok(to),
        Availability::Unavailable { .. } => Err(Problem::MethodUnavailable),
    }
}

/// The subject of budgets and limits of a destination. Another one than that of the decoy with the
/// same identifier, so that neither tells anything of the other.
pub fn subject(keys: &Keys, to: Sought<'_>) -> String {
    keys.hex(Purpose::Decoy, &["destination", to.text()]).chars().take(32).collect()
}

/// What the recovery of a destination depends on: the code goes to the stored address (ENU-09).
pub async fn look_up(
    app: &App,
    tx: &mut Tx,
    to: Sought<'_>,
) -> Result<(String, Profile), ApiError> {
    let stored = usernames::stored_address(tx, to).await?;
    Ok((subject(&app.keys, to), Profile::of_destination(&app.keys, to, stored)))
}

/// Sends the first code, or ends the recovery when the destination has no wrong codes left.
pub async fn send_first_code(
    recovery: &mut LockedRecovery,
    client: &Client,
    to: Sought<'_>,
) -> Result<(), ApiError> {
    if end_if_locked(recovery).await? {
        return Ok(());
    }
    let method = to.method();
    let destination = recovery.profile.destination(method).cloned();
    send_code(recovery, client, method, &destination.ok_or(Problem::MethodUnavailable)?).await
}

/// Claims the pass of the challenge, and goes to the usernames of its destination; `false`, and
/// nothing is changed, when it was passed or voided before or nobody has the destination.
pub async fn show_usernames(
    recovery: &mut LockedRecovery,
    challenge: &Challenge,
) -> Result<bool, ApiError> {
    let to = recovery.profile.destination(challenge.method);
    let Some(address) = to.and_then(|to| to.address.clone()) else { return Ok(false) };
    if !recovery.is_about(&challenge.id)
        || !challenges::pass(&mut recovery.tx, &challenge.id).await?
    {
        return Ok(false);
    }
    let channel = challenges::name(challenge.method);
    for account_id in usernames::holders(&mut recovery.tx, channel, &address).await? {
        let profile = accounts::profile(&mut recovery.tx, &recovery.app.keys, &account_id).await?;
        if let Some(Profile { username, stamp, .. }) = profile {
            let challenge_id = challenge.id.clone();
            let found = FoundUsername { challenge_id, account_id, username, stamp };
            usernames::keep(&mut recovery.tx, challenge, &found).await?;
        }
    }
    recovery.go_to(Stage::Usernames);
    Ok(true)
}
