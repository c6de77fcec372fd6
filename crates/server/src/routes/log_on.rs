//! `POST /log-on`: logs on to the embedded directory with username and password, throttled. A
//! lock-out of recovery does not reach it (OTP-07). It is not part of a recovery: nothing logs a
//! person on automatically (FIN-02), and an idempotency key is required but repeats nothing.

use crate::{
    app::App,
    http::{Posted, Refusal},
    identifier::Identifier,
    keys::{Purpose, sha256_hex},
    random,
    store::{
        accounts,
        meters::{self, Limit, Reading},
    },
    view,
};
use axum::{Json, extract::State};
use regain_contract::{LogOn, Problem};
use serde::Serialize;
use std::sync::Arc;

const WINDOW_MS: i64 = 15 * 60 * 1000;

/// Who has logged on.
#[derive(Serialize)]
pub(super) struct LoggedOn {
    username: String,
    /// The bearer token of the new session.
    session: String,
}

pub(super) async fn log_on(
    State(app): State<Arc<App>>,
    posted: Posted<LogOn>,
) -> Result<Json<LoggedOn>, Refusal> {
    let username = username(&app, &posted.body.username)?;
    let use_id = random::id(&*app.random)?;
    let mut limits = limits(&app, &posted, &username);
    let credentials = count(&app, &mut limits, &use_id, &username).await?;
    let (account_id, hash) = credentials.unzip();
    // The same work for an unknown username: a hash that nothing matches.
    let hash = hash.unwrap_or_else(|| app.hasher.nobody());
    if !app.hasher.verify(posted.body.password, hash.clone()).await? {
        tracing::info!(what = "log_on", result = "refused", "command");
        return Err(Problem::LogOnRefused.into());
    }
    let account_id = account_id.ok_or(Problem::LogOnRefused)?;
    let session = open_session(&app, &limits, &use_id, &account_id, &hash).await?;
    tracing::info!(what = "log_on", result = "logged_on", "command");

    Ok(Json(LoggedOn { username, session }))
}

/// A username only: a phone number or e-mail address logs nobody on.
fn username(app: &App, typed: &str) -> Result<String, Refusal> {
    match Identifier::parse(typed, &app.options().country_code) {
        Some(Identifier::Username(username)) => Ok(username),
        Some(Identifier::Phone(_) | Identifier::Email(_)) | None => {
            Err(Problem::LogOnRefused.into())
        }
    }
}

fn limits(app: &App, posted: &Posted<LogOn>, username: &str) -> [Limit; 2] {
    let meter = |what: &str, whose: &str| app.keys.hex(Purpose::Meter, &[what, whose]);
    let limit = |meter, most| Limit { meter, most, window_ms: WINDOW_MS };
    let options = app.options();
    [
        limit(meter("log-on of", username), options.log_on_failures_per_username),
        limit(meter("log-on from", &posted.client.0), options.log_on_failures_per_address),
    ]
}

/// Counts the attempt as failed before the password is compared, and reads the credentials.
async fn count(
    app: &App,
    limits: &mut [Limit],
    use_id: &str,
    username: &str,
) -> Result<Option<(String, String)>, Refusal> {
    let mut tx = app.store.begin().await?;
    if let Reading::Full(wait_ms) = meters::take(&mut tx, limits, use_id, app.now_ms()).await? {
        let retry_after_s = view::seconds_until(wait_ms, 0);
        return Err(Problem::Throttled { retry_after_s }.into());
    }
    let credentials = accounts::credentials(&mut tx, username).await?;
    tx.commit().await?;
    Ok(credentials)
}

/// Gives the count back and opens a session, unless the password was changed meanwhile.
async fn open_session(
    app: &App,
    limits: &[Limit],
    use_id: &str,
    account_id: &str,
    hash: &str,
) -> Result<String, Refusal> {
    let mut tx = app.store.begin().await?;
    for limit in limits {
        meters::give_back(&mut tx, &limit.meter, use_id).await?;
    }
    crate::store::completion::lock_account(&mut tx, account_id).await?;
    if accounts::password_hash(&mut tx, account_id).await?.as_deref() != Some(hash) {
        return Err(Problem::LogOnRefused.into());
    }
    let session = random::token(&*app.random)?;
    let token_hash = sha256_hex(session.as_bytes());
    accounts::open_session(&mut tx, &token_hash, account_id, app.now_ms()).await?;
    tx.commit().await?;
    Ok(session)
}
