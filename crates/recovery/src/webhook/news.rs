//! What the ticket system is told: that something happened to an appeal, and of what kind it is.
//! Neither names nor destinations nor documents: for those there is the command line.

use super::time::written;
use crate::{
    app::App,
    error::ApiError,
    outbox::{Params, sealed},
    random,
    store::{
        Tx,
        outbox::{self, Message},
    },
};
use regain_contract::{AccountKind, Locale, appeal::Need};
use serde::Serialize;

/// How long it is tried to be told.
const NEWS_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// What the person did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Happening {
    /// A new appeal.
    #[serde(rename = "appeal.submitted")]
    Submitted,
    /// What more was asked for has come.
    #[serde(rename = "appeal.supplemented")]
    Supplemented,
    /// The person took the appeal back.
    #[serde(rename = "appeal.withdrawn")]
    Withdrawn,
}

/// The appeal that it happened to.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The id, which opens nothing.
    pub id: &'a str,
    /// The number, for the command line and for decisions.
    pub number: &'a str,
    /// What the person needs.
    pub needs: &'a [Need],
    /// Whose account it is.
    pub kind: AccountKind,
    /// When it was submitted, in milliseconds since 1970.
    pub submitted_ms: i64,
}

/// The body: `type`, `timestamp` and `data`, as Standard Webhooks recommend.
#[derive(Serialize)]
struct News<'a> {
    r#type: Happening,
    timestamp: String,
    data: Facts<'a>,
}

#[derive(Serialize)]
struct Facts<'a> {
    id: &'a str,
    number: &'a str,
    needs: &'a [Need],
    kind: AccountKind,
    submitted_at: String,
}

/// Queues the news, when somebody wants to hear them.
pub async fn tell(
    app: &App,
    tx: &mut Tx,
    what: Happening,
    subject: Subject<'_>,
    now_ms: i64,
) -> Result<(), ApiError> {
    if app.settings.webhook_url.is_none() {
        return Ok(());
    }
    let Subject { id, number, needs, kind, submitted_ms } = subject;
    let data = Facts { id, number, needs, kind, submitted_at: written(submitted_ms) };
    let news = News { r#type: what, timestamp: written(now_ms), data };
    let params = Params::News { news: serde_json::to_string(&news)? };
    let message = Message {
        id: random::id(&*app.random)?,
        challenge_id: None,
        channel: "webhook".into(),
        // Where it goes is the configuration's to say, also when it is changed meanwhile.
        address: "configured".into(),
        template: "news".into(),
        locale: Locale::default(),
        params: sealed(app, &params)?,
        tries: 0,
        expires_ms: now_ms + NEWS_MS,
    };
    Ok(outbox::queue(tx, &message, now_ms).await?)
}
