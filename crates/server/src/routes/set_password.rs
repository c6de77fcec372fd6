//! `POST …/password`: sets the new password. The hash is made first; then password, grant,
//! sessions, other recoveries, event, answer and notices are one transaction (CON-05).
//!
//! The stored fingerprint of this command leaves the body out, so that no fast hash of a password
//! lies in the database; a repetition is recognised by the account's own argon2 hash instead. An
//! answer `password_rejected` is not stored: nothing happened.

use super::{
    send_code::end_if_locked,
    turn::{Opening, Turn},
};
use crate::{
    app::App,
    http::{Answer, ApiError, Command},
    outbox,
    store::{accounts, challenges, completion, idempotency::StoredResponse, recoveries::Stage},
};
use axum::extract::State;
use regain_contract::{EndReason, Method, Password, Problem, SetPassword};
use regain_policy::{Context, check, is_common};
use std::sync::Arc;

const WHAT: &str = "set_password";

pub(super) async fn set_password(
    State(app): State<Arc<App>>,
    mut command: Command<SetPassword>,
) -> Result<Answer, ApiError> {
    command.posted.fingerprint = WHAT.into();
    let password = command.posted.body.password.clone();
    let account_id = match Turn::open(&app, &command, WHAT).await? {
        Opening::Repeated(turn, given) => return repeat(*turn, given, password).await,
        Opening::Fresh(turn) => inspect(*turn, &password).await?,
    };
    let hash = app.hasher.hash(&*app.random, password.clone()).await?;
    let mut tx = app.store.begin().await?;
    completion::lock_account(&mut tx, &account_id).await?;
    match Turn::open_in(&app, tx, &command, WHAT).await? {
        Opening::Repeated(turn, given) => repeat(*turn, given, password).await,
        Opening::Fresh(turn) => complete(*turn, &account_id, &hash).await,
    }
}

/// The account whose password may be set to this one; ends the transaction.
async fn inspect(mut turn: Turn<'_>, password: &Password) -> Result<String, ApiError> {
    turn.require(Stage::SetPassword)?;
    let account_id = turn.profile.account_id.clone().ok_or(Problem::StaleVersion)?;
    let destinations = accounts::destinations(&mut turn.tx, &account_id).await?;
    let identifiers: Vec<&str> = destinations
        .iter()
        .map(|(_, address)| address.as_str())
        .chain([turn.profile.username.as_str()])
        .collect();
    let context = Context { identifiers: &identifiers, common: Some(&is_common) };
    let report = check(&turn.app.settings.policy, password.expose(), &context);
    let violations: Vec<_> = report.violations().collect();
    if violations.is_empty() {
        Ok(account_id)
    } else {
        Err(Problem::PasswordRejected { violations }.into())
    }
}

async fn complete(mut turn: Turn<'_>, account_id: &str, hash: &str) -> Result<Answer, ApiError> {
    turn.require(Stage::SetPassword)?;
    if is_locked_since_approved(&mut turn).await? {
        turn.finish_unasked(Some(Method::Administrator)).await?;
        return Err(Problem::StaleVersion.into());
    }
    let (id, now_ms) = (turn.stored.id.clone(), turn.now_ms);
    let tx = &mut turn.tx;
    if !completion::claim_grant(tx, &id, account_id, now_ms).await? {
        return Err(Problem::StaleVersion.into());
    }
    completion::set_password(tx, account_id, hash, now_ms).await?;
    let signed_out = completion::revoke_sessions(tx, account_id, now_ms).await?;
    completion::end_others(tx, account_id, &id, EndReason::Superseded, now_ms).await?;
    turn.stored.notices_sent = outbox::queue_password_changed(&mut turn, hash).await?;
    turn.stored.sessions_signed_out = i64::try_from(signed_out).unwrap_or(i64::MAX);
    turn.go_to(Stage::Done);
    turn.finish(None).await
}

/// Ends a recovery that an administrator approved and whose account was locked since (ADM-04): what
/// the approval stood on is looked at once more when it is used. Whether it did.
async fn is_locked_since_approved(turn: &mut Turn<'_>) -> Result<bool, ApiError> {
    let account_id = turn.profile.account_id.clone();
    let proved = challenges::proved(&mut turn.tx, &turn.stored.id, account_id.as_deref()).await?;
    Ok(proved.contains(&Method::Administrator) && end_if_locked(turn).await?)
}

/// Answers again if it is the same password.
async fn repeat(
    mut turn: Turn<'_>,
    given: StoredResponse,
    password: Password,
) -> Result<Answer, ApiError> {
    let answer = turn.repeat(&given)?;
    let account_id = turn.stored.account_id.clone().unwrap_or_default();
    let stored = accounts::password_hash(&mut turn.tx, &account_id).await?.unwrap_or_default();
    let app = turn.app;
    // The database must not wait for argon2.
    drop(turn);
    if app.hasher.verify(password, stored).await? {
        Ok(answer)
    } else {
        Err(Problem::KeyReused.into())
    }
}
