//! `POST /log-on`: logs on to the embedded directory with username and password, throttled. A
//! lock-out of recovery does not reach it (OTP-07). It is not part of a recovery: nothing logs a
//! person on automatically (FIN-02), and an idempotency key is required but repeats nothing.

use crate::{
    app::App,
    command::Posted,
    error::ApiError,
    identifier::Identifier,
    keys::sha256_hex,
    random,
    recovery::check_password::{Checked, check_password},
    store::{accounts, completion},
};
use regain_contract::{LogOn, Problem};
use serde::Serialize;
use std::sync::Arc;

/// Who has logged on.
#[derive(Serialize)]
pub struct LoggedOn {
    username: String,
    /// The bearer token of the new session.
    session: String,
}

/// Checks the password and opens a session.
pub async fn log_on(app: Arc<App>, posted: Posted<LogOn>) -> Result<LoggedOn, ApiError> {
    let username = username(&app, &posted.body.username)?;
    let password = posted.body.password.clone();
    let checked = match check_password(&app, &posted.client, &username, password).await {
        Ok(checked) => checked,
        Err(refusal) => {
            tracing::info!(what = "log_on", result = "refused", "command");
            return Err(refusal);
        }
    };
    let session = open_session(&app, &checked).await?;
    tracing::info!(what = "log_on", result = "logged_on", "command");

    Ok(LoggedOn { username, session })
}

/// A username only: a phone number or e-mail address logs nobody on.
fn username(app: &App, typed: &str) -> Result<String, ApiError> {
    match Identifier::parse(typed, &app.options().country_code) {
        Some(Identifier::Username(username)) => Ok(username),
        Some(Identifier::Phone(_) | Identifier::Email(_)) | None => {
            Err(Problem::LogOnRefused.into())
        }
    }
}

/// Opens a session, unless the password was changed meanwhile.
async fn open_session(app: &App, checked: &Checked) -> Result<String, ApiError> {
    let Checked { account_id, hash } = checked;
    let mut tx = app.store.begin().await?;
    completion::lock_account(&mut tx, account_id).await?;
    if accounts::password_hash(&mut tx, account_id).await?.as_ref() != Some(hash) {
        return Err(Problem::LogOnRefused.into());
    }
    let session = random::token(&*app.random)?;
    let token_hash = sha256_hex(session.as_bytes());
    accounts::open_session(&mut tx, &token_hash, account_id, app.now_ms()).await?;
    tx.commit().await?;
    Ok(session)
}
