//! What people are told of an appeal: the contact phone of what becomes of it, the account's old
//! destinations of what is about to change.

use crate::{
    app::App,
    client_info::ClientInfo,
    error::ApiError,
    outbox::{Params, Told, queue_stoppable, sealed},
    random,
    store::{
        Tx, accounts,
        appeals::StoredAppeal,
        outbox::{self, Message},
    },
    view::seconds_until,
};
use regain_contract::{Locale, Stoppable, appeal::Milestone};

/// How long it is tried to be told.
const NEWS_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// Queues a code to a phone; an empty address for a decoy.
pub async fn queue_code(
    app: &App,
    tx: &mut Tx,
    (phone, code, locale): (&str, &str, Locale),
    (now_ms, expires_ms): (i64, i64),
) -> Result<(), ApiError> {
    let minutes = (app.options().code_s / 60).max(1);
    let params = Params::Code { code: code.to_owned(), minutes };
    let to = ("phone", phone, "code");
    queue(app, tx, to, (&params, locale), (now_ms, expires_ms)).await
}

/// Queues the mail with a link to a draft.
pub async fn queue_link(
    app: &App,
    tx: &mut Tx,
    filed: &StoredAppeal,
    (address, link): (&str, String),
    now_ms: i64,
) -> Result<(), ApiError> {
    let days = seconds_until(filed.expires_ms, now_ms).div_ceil(86_400);
    let params = Params::Draft { draft: link, days };
    let to = ("email", address, "appeal_link");
    queue(app, tx, to, (&params, filed.locale), (now_ms, now_ms + NEWS_MS)).await
}

/// Queues what became of the appeal, for the contact phone.
pub async fn queue_news(
    app: &App,
    tx: &mut Tx,
    filed: &StoredAppeal,
    what: Milestone,
    now_ms: i64,
) -> Result<(), ApiError> {
    let Some(phone) = &filed.phone else { return Ok(()) };
    let username = match (&filed.account_id, what) {
        // Only what is approved may name the account.
        (Some(account_id), Milestone::Approved | Milestone::Bound) => {
            accounts::username(tx, account_id).await?.unwrap_or_default()
        }
        _ => String::new(),
    };
    let hours = filed.bind_ms.map_or(0, |bind| seconds_until(bind, now_ms).div_ceil(3600));
    let params = Params::Appeal { number: filed.number.clone(), username, hours };
    let template = match what {
        Milestone::Received => "appeal_received",
        Milestone::MoreAsked => "appeal_asked",
        Milestone::Approved => "appeal_approved",
        Milestone::Bound => "appeal_bound",
        Milestone::Refused => "appeal_refused",
        Milestone::Stopped => "appeal_stopped",
        Milestone::Lapsed => "appeal_lapsed",
        Milestone::MoreGiven | Milestone::Withdrawn | Milestone::Other => return Ok(()),
    };
    let to = ("phone", phone.as_str(), template);
    queue(app, tx, to, (&params, filed.locale), (now_ms, now_ms + NEWS_MS)).await
}

/// Queues a warning to every destination that the account has now, with a way to stop it.
pub async fn queue_warnings(
    app: &App,
    tx: &mut Tx,
    filed: &StoredAppeal,
    what: Milestone,
    now_ms: i64,
) -> Result<(), ApiError> {
    let Some(account_id) = &filed.account_id else { return Ok(()) };
    let (what, template) = match what {
        Milestone::Bound => (Stoppable::PhoneChanged, "phone_changed"),
        _ => (Stoppable::PhoneChanging, "phone_changing"),
    };
    let told = Told {
        what,
        subject_id: &filed.id,
        account_id,
        mark: "",
        template,
        locale: filed.locale,
        asker: &ClientInfo::default(),
        asked_ms: filed.submitted_ms.unwrap_or(filed.created_ms),
    };
    let destinations = accounts::destinations(tx, account_id).await?;
    queue_stoppable(app, tx, &told, &destinations, now_ms).await.map(|_| ())
}

async fn queue(
    app: &App,
    tx: &mut Tx,
    (channel, address, template): (&str, &str, &str),
    (params, locale): (&Params, Locale),
    (now_ms, expires_ms): (i64, i64),
) -> Result<(), ApiError> {
    let message = Message {
        id: random::id(&*app.random)?,
        challenge_id: None,
        channel: channel.into(),
        address: address.into(),
        template: template.into(),
        locale,
        params: sealed(app, params)?,
        tries: 0,
        expires_ms,
    };
    Ok(outbox::queue(tx, &message, now_ms).await?)
}
