//! Messages: operations queue them in their own transaction, the server's worker has them sent. Nothing is
//! ever sent while a visitor waits (ENU-02), and a provider that is down delays, never loses.

mod approval_texts;
mod catalogue;
mod mail;
mod plural;
mod sender;
mod sms;
mod stop_notices;
mod template;
mod texts;

pub use sender::Sender;
pub(crate) use stop_notices::{Told, queue_password_changed, queue_stoppable, queue_stopped};

use crate::{
    app::App,
    error::ApiError,
    profile::Destination,
    random,
    recovery::LockedRecovery,
    store::{
        Tx, accounts,
        approvals::{self, Approval},
        challenges::Challenge,
        hand_offs::StoredHandOff,
        outbox::{self, Message},
        recoveries::StoredRecovery,
    },
    view::seconds_until,
};
use regain_contract::{Locale, Method};
use serde::{Deserialize, Serialize};

/// How long a notice is tried to be sent.
const NOTICE_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// What a message is filled in with; sealed in the outbox, because of the code and the ticket.
/// Told apart by their fields.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Params {
    /// A code.
    Code {
        code: String,
        /// Whole minutes that the code is good for.
        minutes: u32,
    },
    /// A request for an approval.
    Request(approval_texts::Request),
    /// The end of such a request.
    Over {
        /// The masked account.
        account: String,
        state: approvals::State,
    },
    /// What a ticket system is told, as it is sent.
    News { news: String },
    /// What became of an appeal.
    Appeal {
        number: String,
        /// Empty before the appeal is approved.
        username: String,
        /// Whole hours until the contact phone becomes the account's.
        hours: u32,
    },
    /// The link to a draft of an appeal.
    Draft {
        draft: String,
        /// Whole days that it is good for.
        days: u32,
    },
    /// The link that stops what the message tells of.
    Link { link: String },
    /// Nothing: the template says it all.
    Nothing {},
}

/// What the account's own destinations are told, besides what they can stop.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Notice {
    /// An administrator approved a recovery.
    Approved,
    /// An administrator reported a recovery.
    Reported,
}

impl Notice {
    const fn template(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Reported => "reported",
        }
    }
}

/// Queues the message with a code. The destination is the stored one (ENU-09).
pub(crate) async fn queue_code(
    recovery: &mut LockedRecovery,
    challenge: &Challenge,
    to: &Destination,
    code: &str,
) -> Result<(), ApiError> {
    let minutes = (recovery.app.options().code_s / 60).max(1);
    let params = Params::Code { code: code.to_owned(), minutes };
    let channel = match challenge.method {
        Method::Phone => "phone",
        _ => "email",
    };
    let message = Message {
        id: random::id(&*recovery.app.random)?,
        challenge_id: Some(challenge.id.clone()),
        channel: channel.into(),
        address: to.address.clone().unwrap_or_default(),
        template: "code".into(),
        locale: recovery.stored.locale,
        params: sealed(&recovery.app, &params)?,
        tries: 0,
        expires_ms: challenge.expires_ms,
    };
    Ok(outbox::queue(&mut recovery.tx, &message, recovery.now_ms).await?)
}

/// Queues a notice to every destination of the account.
pub(crate) async fn queue_notices(
    recovery: &mut LockedRecovery,
    notice: Notice,
) -> Result<(), ApiError> {
    let (app, locale, now_ms) = (&recovery.app, recovery.stored.locale, recovery.now_ms);
    let account_id = recovery.profile.account_id.clone().unwrap_or_default();
    for to in accounts::destinations(&mut recovery.tx, &account_id).await? {
        let filled = (notice.template(), locale, &Params::Nothing {});
        queue_to(app, &mut recovery.tx, &to, filled, now_ms).await?;
    }
    Ok(())
}

/// Queues one notice to a destination, as (channel, address): a template and what fills it.
pub(crate) async fn queue_to(
    app: &App,
    tx: &mut Tx,
    (channel, address): &(String, String),
    (template, locale, params): (&str, Locale, &Params),
    now_ms: i64,
) -> Result<(), ApiError> {
    let message = Message {
        id: random::id(&*app.random)?,
        challenge_id: None,
        channel: channel.clone(),
        address: address.clone(),
        template: template.into(),
        locale,
        params: sealed(app, params)?,
        tries: 0,
        expires_ms: now_ms + NOTICE_MS,
    };
    Ok(outbox::queue(tx, &message, now_ms).await?)
}

/// Queues the mail that asks an administrator, at first or again. It goes to the address that the
/// directory has for the administrator who may decide now; a decoy's goes nowhere.
pub(crate) async fn queue_request(
    recovery: &mut LockedRecovery,
    approval: &Approval,
    hand_off: &StoredHandOff,
) -> Result<(), ApiError> {
    let app = &recovery.app;
    let asked = recovery
        .profile
        .administrators
        .iter()
        .find(|one| one.username == approval.administrator && one.label == approval.asked);
    let address = asked.and_then(|one| one.email.clone()).unwrap_or_default();
    let ticket = app.keys.ticket(&hand_off.id);
    let asker = &recovery.stored.asker;
    let request = approval_texts::Request {
        account: recovery.stored.label.clone(),
        from: [&asker.browser, &asker.system, &asker.place]
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
        reason: approval.reason.clone(),
        link: format!("{}/approve#{ticket}", app.settings.public_origin),
        seconds: seconds_until(hand_off.expires_ms, recovery.now_ms),
        is_reminder: recovery.now_ms > approval.asked_ms,
    };
    let message = Message {
        id: random::id(&*app.random)?,
        // Not sent any more once it is decided.
        challenge_id: Some(approval.challenge_id.clone()),
        channel: "email".into(),
        address,
        template: "approval".into(),
        locale: recovery.stored.locale,
        params: sealed(app, &Params::Request(request))?,
        tries: 0,
        expires_ms: hand_off.expires_ms,
    };
    Ok(outbox::queue(&mut recovery.tx, &message, recovery.now_ms).await?)
}

/// Queues the mail that tells the administrator who was asked how it ended.
pub(crate) async fn queue_over(
    app: &App,
    tx: &mut Tx,
    stored: &StoredRecovery,
    (administrator, state): (&str, approvals::State),
    now_ms: i64,
) -> Result<(), ApiError> {
    let params = Params::Over { account: stored.label.clone(), state };
    let message = Message {
        id: random::id(&*app.random)?,
        challenge_id: None,
        channel: "email".into(),
        address: accounts::mail_of(tx, administrator).await?.unwrap_or_default(),
        template: "approval_over".into(),
        locale: stored.locale,
        params: sealed(app, &params)?,
        tries: 0,
        expires_ms: now_ms + NOTICE_MS,
    };
    Ok(outbox::queue(tx, &message, now_ms).await?)
}

/// Seals the parameters of a message.
pub(crate) fn sealed(app: &App, params: &Params) -> Result<String, ApiError> {
    Ok(app.keys.seal(&*app.random, &serde_json::to_string(params)?)?)
}
