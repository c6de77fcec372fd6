//! The owner of a destination says that it was not them. What the notice told of is undone at once,
//! and nobody recovers the account for a while: whoever did it may have the phone or the mailbox
//! still.

use crate::{
    app::App,
    appeals,
    command::{Answer, Command, End, run},
    error::ApiError,
    hand_off::LockedStopLink,
    outbox,
    store::{
        accounts,
        appeals::{self as stored, State},
        completion, stop_links,
    },
};
use regain_contract::{EndReason, HandOffOutcome, Nothing, Problem, Stoppable};
use std::sync::Arc;

/// The owner of a destination says that it was not them.
pub async fn stop(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    run(&app, &command, "stop_link", async |notice: &mut LockedStopLink| {
        notice.end(HandOffOutcome::Stopped).await?;
        stop_links::end_others(&mut notice.tx, &notice.link).await?;
        match notice.link.what {
            Stoppable::PasswordChanged => stop_password(notice).await?,
            Stoppable::PhoneChanging | Stoppable::PhoneChanged => stop_phone(notice).await?,
            Stoppable::Other => return Err(Problem::StaleVersion.into()),
        }
        Ok(End::done())
    })
    .await
}

/// Makes the new password useless, ends every session and every recovery of the account, and tells
/// each destination. One transaction, like the change itself (CON-05).
async fn stop_password(notice: &mut LockedStopLink) -> Result<(), ApiError> {
    let (app, now_ms) = (&notice.app, notice.now_ms);
    let account_id = notice.link.account_id.clone();
    let until_ms = now_ms + i64::from(app.options().stop_lock_hours) * 60 * 60 * 1000;
    let nothing = app.hasher.unusable(&*app.random)?;
    let tx = &mut notice.tx;
    // What it may be was decided under the lock of the account; the write is guarded all the same.
    let stored = accounts::password_hash(tx, &account_id).await?.unwrap_or_default();
    if !completion::stop_password(tx, &account_id, (&stored, &nothing), until_ms, now_ms).await? {
        return Err(Problem::StaleVersion.into());
    }
    completion::revoke_sessions(tx, &account_id, now_ms).await?;
    completion::end_others(tx, &account_id, "", EndReason::Stopped, now_ms).await?;
    outbox::queue_stopped(app, tx, &notice.link, now_ms).await
}

/// Stops what an approved appeal changes; the appeal knows how. A password that was set with its
/// phone, after that became the account's, goes with it: those who were told of the phone need not
/// have been told of the password.
async fn stop_phone(notice: &mut LockedStopLink) -> Result<(), ApiError> {
    let (subject, account_id) = (notice.link.subject_id.clone(), notice.link.account_id.clone());
    let filed = stored::find(&mut notice.tx, &subject).await?;
    if !appeals::stop(&notice.app, &mut notice.tx, &subject, notice.now_ms).await? {
        return Err(Problem::StaleVersion.into());
    }
    completion::lock_account(&mut notice.tx, &account_id).await?;
    let bound_ms =
        filed.filter(|filed| filed.state == State::Bound).and_then(|filed| filed.bind_ms);
    let changed_ms = accounts::password_changed(&mut notice.tx, &account_id).await?;
    if bound_ms.is_some_and(|bound_ms| changed_ms > bound_ms) {
        stop_password(notice).await?;
    }
    Ok(())
}
