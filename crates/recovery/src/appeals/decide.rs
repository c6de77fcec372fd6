//! What a reviewer decides. Each function moves an appeal whose row is locked, tells timeline and
//! person, and refuses what does not fit its state (CON-02). There is none that sets a password
//! (APL-07).

use super::{Who, bind::destinations, queue_news, queue_warnings, record};
use crate::{
    app::App,
    error::ApiError,
    store::{
        Tx,
        appeals::{self, State, StoredAppeal},
    },
};
use regain_contract::{
    Problem,
    appeal::{Material, MaterialKind, Milestone},
};

/// Asks for more, to be here until `due_ms`.
pub async fn ask(
    app: &App,
    tx: &mut Tx,
    filed: &mut StoredAppeal,
    (kinds, note, due_ms): (&[MaterialKind], &str, i64),
    (who, now_ms): (Who<'_>, i64),
) -> Result<(), ApiError> {
    require(filed, &[State::InReview, State::MoreAsked])?;
    filed.asked = kinds.iter().map(|kind| Material { kind: *kind, required: true }).collect();
    filed.note = note.into();
    filed.due_ms = Some(due_ms);
    record(app, tx, filed, (State::MoreAsked, Milestone::MoreAsked, who), now_ms).await?;
    appeals::save(tx, filed).await?;
    queue_news(app, tx, filed, Milestone::MoreAsked, now_ms).await
}

/// Approves: after the hold the contact phone becomes the account's. The old destinations are told
/// now, with a way to stop it.
pub async fn approve(
    app: &App,
    tx: &mut Tx,
    filed: &mut StoredAppeal,
    (who, now_ms): (Who<'_>, i64),
) -> Result<(), ApiError> {
    require(filed, &[State::InReview, State::MoreAsked])?;
    // Without an account there is nothing to bind to.
    let Some(account_id) = filed.account_id.clone() else {
        return Err(Problem::StaleVersion.into());
    };
    filed.destinations = destinations(app, tx, &account_id).await?;
    filed.note = String::new();
    filed.bind_ms = Some(now_ms + i64::from(app.options().appeal_hold_s) * 1000);
    record(app, tx, filed, (State::Approved, Milestone::Approved, who), now_ms).await?;
    appeals::save(tx, filed).await?;
    queue_warnings(app, tx, filed, Milestone::Approved, now_ms).await?;
    queue_news(app, tx, filed, Milestone::Approved, now_ms).await
}

/// Refuses, with the reason for the person to read.
pub async fn refuse(
    app: &App,
    tx: &mut Tx,
    filed: &mut StoredAppeal,
    reason: &str,
    (who, now_ms): (Who<'_>, i64),
) -> Result<(), ApiError> {
    require(filed, &[State::InReview, State::MoreAsked])?;
    filed.note = reason.into();
    record(app, tx, filed, (State::Refused, Milestone::Refused, who), now_ms).await?;
    appeals::save(tx, filed).await?;
    queue_news(app, tx, filed, Milestone::Refused, now_ms).await
}

fn require(filed: &StoredAppeal, states: &[State]) -> Result<(), ApiError> {
    if states.contains(&filed.state) { Ok(()) } else { Err(Problem::StaleVersion.into()) }
}
