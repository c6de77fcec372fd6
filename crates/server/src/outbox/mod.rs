//! Messages: operations queue them in their own transaction, one worker sends them. Nothing is
//! ever sent while a visitor waits (ENU-02), and a provider that is down delays, never loses.

mod mail;
mod sms;
mod texts;
mod worker;

pub(crate) use worker::{Worker, run};

use crate::{
    http::Refusal,
    profile::Destination,
    random,
    routes::Turn,
    store::{
        challenges::Challenge,
        outbox::{self, Message},
    },
};
use regain_contract::Method;
use serde::{Deserialize, Serialize};

/// How long a notice is tried to be sent.
const NOTICE_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// What a message is filled in with; sealed in the outbox, because of the code.
#[derive(Serialize, Deserialize)]
pub(crate) struct Params {
    /// The code; absent in a notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Whole minutes that the code is good for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

/// Queues the message with a code. The destination is the stored one (ENU-09).
pub(crate) async fn queue_code(
    turn: &mut Turn<'_>,
    challenge: &Challenge,
    to: &Destination,
    code: &str,
) -> Result<(), Refusal> {
    let minutes = (turn.app.options().code_s / 60).max(1);
    let params = Params { code: Some(code.to_owned()), minutes: Some(minutes) };
    let channel = match challenge.method {
        Method::Phone => "phone",
        _ => "email",
    };
    let message = Message {
        id: random::id(&*turn.app.random)?,
        challenge_id: Some(challenge.id.clone()),
        channel: channel.into(),
        address: to.address.clone().unwrap_or_default(),
        template: "code".into(),
        locale: turn.stored.locale,
        params: turn.app.keys.seal(&*turn.app.random, &serde_json::to_string(&params)?)?,
        tries: 0,
        expires_ms: challenge.expires_ms,
    };
    Ok(outbox::queue(&mut turn.tx, &message, turn.now_ms).await?)
}

/// Queues the notice that the password was changed, to one destination (FIN-03).
pub(crate) async fn queue_notice(
    turn: &mut Turn<'_>,
    channel: String,
    address: String,
) -> Result<(), Refusal> {
    let params = serde_json::to_string(&Params { code: None, minutes: None })?;
    let message = Message {
        id: random::id(&*turn.app.random)?,
        challenge_id: None,
        channel,
        address,
        template: "notice".into(),
        locale: turn.stored.locale,
        params: turn.app.keys.seal(&*turn.app.random, &params)?,
        tries: 0,
        expires_ms: turn.now_ms + NOTICE_MS,
    };
    Ok(outbox::queue(&mut turn.tx, &message, turn.now_ms).await?)
}
