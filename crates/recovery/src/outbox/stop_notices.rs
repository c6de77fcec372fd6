//! Notices with a link that stops what they tell of. Each destination has a link of its own.

use super::{Params, queue_to};
use crate::{
    app::App,
    client_info::ClientInfo,
    error::ApiError,
    keys::sha256_hex,
    random,
    recovery::LockedRecovery,
    store::{
        Tx, accounts,
        stop_links::{self, StopLink},
    },
};
use regain_contract::{Locale, Stoppable};

/// What the owners of destinations are told, and can stop.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    pub what: Stoppable,
    /// The recovery or appeal that did it.
    pub subject_id: &'a str,
    pub account_id: &'a str,
    /// The SHA-256 of the stored password hash that was set; empty for an appeal.
    pub mark: &'a str,
    /// The template of the message.
    pub template: &'a str,
    pub locale: Locale,
    pub asker: &'a ClientInfo,
    /// When the recovery or appeal began.
    pub asked_ms: i64,
}

/// Tells each of the destinations, with a link that is good for `stop_link_days`; how many there
/// are.
pub async fn queue_stoppable(
    app: &App,
    tx: &mut Tx,
    told: &Told<'_>,
    destinations: &[(String, String)],
    now_ms: i64,
) -> Result<i64, ApiError> {
    let days = i64::from(app.options().stop_link_days);
    let mut count = 0;
    for to in destinations {
        let link = StopLink {
            id: random::id(&*app.random)?,
            what: told.what,
            subject_id: told.subject_id.into(),
            account_id: told.account_id.into(),
            mark: told.mark.into(),
            locale: told.locale,
            asker: told.asker.clone(),
            version: 1,
            outcome: None,
            asked_ms: told.asked_ms,
            expires_ms: now_ms + days * 24 * 60 * 60 * 1000,
        };
        let ticket = app.keys.ticket(&link.id);
        stop_links::insert(tx, &link, &sha256_hex(ticket.as_bytes())).await?;
        // In the fragment, which no server sees (TOK-07).
        let params =
            Params::Link { link: format!("{}/hand-off#{ticket}", app.settings.public_origin) };
        queue_to(app, tx, to, (told.template, told.locale, &params), now_ms).await?;
        count += 1;
    }
    Ok(count)
}

/// Tells every destination of the account that its password was changed (FIN-03); how many there
/// are.
pub async fn queue_password_changed(
    recovery: &mut LockedRecovery,
    hash: &str,
) -> Result<i64, ApiError> {
    let account_id = recovery.profile.account_id.clone().unwrap_or_default();
    let destinations = accounts::destinations(&mut recovery.tx, &account_id).await?;
    let told = Told {
        what: Stoppable::PasswordChanged,
        subject_id: &recovery.stored.id,
        account_id: &account_id,
        mark: &sha256_hex(hash.as_bytes()),
        template: "notice",
        locale: recovery.stored.locale,
        asker: &recovery.stored.asker,
        asked_ms: recovery.stored.created_ms,
    };
    queue_stoppable(&recovery.app, &mut recovery.tx, &told, &destinations, recovery.now_ms).await
}

/// Tells every destination of the account that the change was stopped.
pub async fn queue_stopped(
    app: &App,
    tx: &mut Tx,
    link: &StopLink,
    now_ms: i64,
) -> Result<(), ApiError> {
    for to in accounts::destinations(tx, &link.account_id).await? {
        queue_to(app, tx, &to, ("stopped", link.locale, &Params::Nothing {}), now_ms).await?;
    }
    Ok(())
}
