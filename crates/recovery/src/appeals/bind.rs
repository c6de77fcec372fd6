//! What the clock does to appeals: after the hold the contact phone replaces the account's phones;
//! what was asked for and did not come ends the appeal. And how an owner stops it.

use super::{Who, queue_news, queue_warnings, record};
use crate::{
    app::App,
    error::ApiError,
    keys::Purpose,
    store::{
        Tx, accounts,
        appeals::{self, State, StoredAppeal},
        completion,
    },
};
use regain_contract::{
    EndReason,
    appeal::{Milestone, Need},
};

/// Settles every appeal whose time has come.
pub async fn settle_due(app: &App) -> Result<(), ApiError> {
    let now_ms = app.now_ms();
    let mut tx = app.store.begin_reading().await?;
    let due = appeals::due(&mut tx, now_ms).await?;
    drop(tx);
    for id in due {
        let mut tx = app.store.begin().await?;
        let Some(mut filed) = appeals::lock(&mut tx, &id, now_ms).await? else { continue };
        settle(app, &mut tx, &mut filed, now_ms).await?;
        tx.commit().await?;
        app.committed();
    }
    Ok(())
}

/// The keyed hash of the destinations that an account has.
pub async fn destinations(app: &App, tx: &mut Tx, account_id: &str) -> Result<String, ApiError> {
    let all = accounts::destinations(tx, account_id).await?;
    let parts: Vec<_> = all.iter().flat_map(|(channel, to)| [channel.as_str(), to]).collect();
    Ok(app.keys.hex(Purpose::Meter, &[&["destinations of", account_id], &parts[..]].concat()))
}

async fn settle(
    app: &App,
    tx: &mut Tx,
    filed: &mut StoredAppeal,
    now_ms: i64,
) -> Result<(), ApiError> {
    let is_due = |time: Option<i64>| time.is_some_and(|time| time <= now_ms);
    match filed.state {
        State::Approved if is_due(filed.bind_ms) => bind(app, tx, filed, now_ms).await,
        State::MoreAsked if is_due(filed.due_ms) => {
            let step = (State::Lapsed, Milestone::Lapsed, Who::Clock);
            record(app, tx, filed, step, now_ms).await?;
            appeals::save(tx, filed).await?;
            queue_news(app, tx, filed, Milestone::Lapsed, now_ms).await
        }
        // Another worker was first.
        _ => Ok(()),
    }
}

/// Replaces the phones of the account by the contact phone, ends its open recoveries, and tells
/// everybody (FIN-03).
async fn bind(
    app: &App,
    tx: &mut Tx,
    filed: &mut StoredAppeal,
    now_ms: i64,
) -> Result<(), ApiError> {
    let (Some(account_id), Some(phone)) = (filed.account_id.clone(), filed.phone.clone()) else {
        return Ok(());
    };
    completion::lock_account(tx, &account_id).await?;
    // Whoever has changed them since can use the account, and did not need the appeal. Nothing is
    // known of an approval from before they were remembered.
    let is_known = !filed.destinations.is_empty();
    if is_known && destinations(app, tx, &account_id).await? != filed.destinations {
        let step = (State::Stopped, Milestone::Stopped, Who::Clock);
        record(app, tx, filed, step, now_ms).await?;
        appeals::save(tx, filed).await?;
        return queue_news(app, tx, filed, Milestone::Stopped, now_ms).await;
    }
    queue_warnings(app, tx, filed, Milestone::Bound, now_ms).await?;
    accounts::replace_phones(tx, &filed.id, &account_id, &phone).await?;
    let needs = filed.answers.as_ref().map(|answers| answers.needs.clone()).unwrap_or_default();
    if needs.contains(&Need::Mfa) {
        filed.removed_mfa = accounts::set_two_proofs(tx, &account_id, false).await?;
    }
    completion::end_others(tx, &account_id, "", EndReason::Superseded, now_ms).await?;
    record(app, tx, filed, (State::Bound, Milestone::Bound, Who::Clock), now_ms).await?;
    appeals::save(tx, filed).await?;
    queue_news(app, tx, filed, Milestone::Bound, now_ms).await
}

/// Stops an approved appeal for an owner of an old destination: what is about to happen does not,
/// and what has happened is taken back. Whether there was something to stop.
pub async fn stop(app: &App, tx: &mut Tx, appeal_id: &str, now_ms: i64) -> Result<bool, ApiError> {
    let Some(mut filed) = appeals::lock(tx, appeal_id, now_ms).await? else { return Ok(false) };
    if !matches!(filed.state, State::Approved | State::Bound) {
        return Ok(false);
    }
    if filed.state == State::Bound {
        take_back(tx, &filed, now_ms).await?;
    }
    let step = (State::Stopped, Milestone::Stopped, Who::Owner);
    filed.ended_ms = None;
    record(app, tx, &mut filed, step, now_ms).await?;
    appeals::save(tx, &filed).await?;
    queue_news(app, tx, &filed, Milestone::Stopped, now_ms).await?;
    Ok(true)
}

/// Gives the account back what it had before the binding, and shuts out whoever came in by it. A
/// password that they have set is the link's to take back.
async fn take_back(tx: &mut Tx, filed: &StoredAppeal, now_ms: i64) -> Result<(), ApiError> {
    let Some(account_id) = &filed.account_id else { return Ok(()) };
    completion::lock_account(tx, account_id).await?;
    accounts::bring_phones_back(tx, &filed.id, account_id).await?;
    if filed.removed_mfa {
        accounts::set_two_proofs(tx, account_id, true).await?;
    }
    completion::revoke_sessions(tx, account_id, now_ms).await?;
    completion::end_others(tx, account_id, "", EndReason::Stopped, now_ms).await?;
    Ok(())
}
