//! Sets the new password. The hash is made first; then password, grant, sessions, other recoveries,
//! event, answer and notices are one transaction (CON-05).  The stored fingerprint of this command
//! leaves the body out, so that no fast hash of a password lies in the database; a repetition is
//! recognised by the account's own argon2 hash instead. An answer `password_rejected` is not
//! stored: nothing happened.

use crate::{
    app::App,
    command::{Answer, Command, End, Open, Opening, open, open_in},
    error::ApiError,
    outbox,
    recovery::{LockedRecovery, send_code::end_if_locked},
    store::{accounts, challenges, completion, idempotency::StoredResponse, recoveries::Stage},
};
use regain_contract::{EndReason, Method, Password, Problem, SetPassword};
use regain_policy::{Context, check, is_common};
use std::sync::Arc;

const WHAT: &str = "set_password";

/// Sets the new password.
pub async fn set_password(
    app: Arc<App>,
    mut command: Command<SetPassword>,
) -> Result<Answer, ApiError> {
    command.posted.fingerprint = WHAT.into();
    let password = command.posted.body.password.clone();
    let account_id = match open::<LockedRecovery, _>(&app, &command, WHAT).await? {
        Opening::Repeated(open, given) => return repeat(open, &given, password).await,
        Opening::Fresh(mut open) => inspect(&mut open.subject, &password).await?,
    };
    let hash = app.hasher.hash(&*app.random, password.clone()).await?;
    let mut tx = app.store.begin().await?;
    completion::lock_account(&mut tx, &account_id).await?;
    match open_in::<LockedRecovery, _>(&app, tx, &command, WHAT).await? {
        Opening::Repeated(open, given) => repeat(open, &given, password).await,
        Opening::Fresh(mut open) => {
            let end = complete(&mut open.subject, &account_id, &hash).await?;
            open.finish(end).await
        }
    }
}

/// The account whose password may be set to this one.
async fn inspect(recovery: &mut LockedRecovery, password: &Password) -> Result<String, ApiError> {
    recovery.require(Stage::SetPassword)?;
    let account_id = recovery.profile.account_id.clone().ok_or(Problem::StaleVersion)?;
    let destinations = accounts::destinations(&mut recovery.tx, &account_id).await?;
    let identifiers: Vec<&str> = destinations
        .iter()
        .map(|(_, address)| address.as_str())
        .chain([recovery.profile.username.as_str()])
        .collect();
    let context = Context { identifiers: &identifiers, common: Some(&is_common) };
    let report = check(&recovery.app.settings.policy, password.expose(), &context);
    let violations: Vec<_> = report.violations().collect();
    if violations.is_empty() {
        Ok(account_id)
    } else {
        Err(Problem::PasswordRejected { violations }.into())
    }
}

async fn complete(
    recovery: &mut LockedRecovery,
    account_id: &str,
    hash: &str,
) -> Result<End, ApiError> {
    recovery.require(Stage::SetPassword)?;
    if is_locked_since_approved(recovery).await? {
        return Ok(End::refused().by(Method::Administrator));
    }
    let (id, now_ms) = (recovery.stored.id.clone(), recovery.now_ms);
    let tx = &mut recovery.tx;
    if !completion::claim_grant(tx, &id, account_id, now_ms).await? {
        return Err(Problem::StaleVersion.into());
    }
    completion::set_password(tx, account_id, hash, now_ms).await?;
    let signed_out = completion::revoke_sessions(tx, account_id, now_ms).await?;
    completion::end_others(tx, account_id, &id, EndReason::Superseded, now_ms).await?;
    recovery.stored.notices_sent = outbox::queue_password_changed(recovery, hash).await?;
    recovery.stored.sessions_signed_out = i64::try_from(signed_out).unwrap_or(i64::MAX);
    recovery.go_to(Stage::Done);
    Ok(End::done())
}

/// Ends a recovery that an administrator approved and whose account was locked since (ADM-04): what
/// the approval stood on is looked at once more when it is used. Whether it did.
async fn is_locked_since_approved(recovery: &mut LockedRecovery) -> Result<bool, ApiError> {
    let account_id = recovery.profile.account_id.clone();
    let proved =
        challenges::proved(&mut recovery.tx, &recovery.stored.id, account_id.as_deref()).await?;
    Ok(proved.contains(&Method::Administrator) && end_if_locked(recovery).await?)
}

/// Answers again if it is the same password.
async fn repeat(
    mut open: Open<LockedRecovery>,
    given: &StoredResponse,
    password: Password,
) -> Result<Answer, ApiError> {
    let answer = open.repeat(given)?;
    let LockedRecovery { app, mut tx, stored, .. } = open.subject;
    let account_id = stored.account_id.unwrap_or_default();
    let stored = accounts::password_hash(&mut tx, &account_id).await?.unwrap_or_default();
    // The database must not wait for argon2.
    drop(tx);
    if app.hasher.verify(password, stored).await? {
        Ok(answer)
    } else {
        Err(Problem::KeyReused.into())
    }
}
