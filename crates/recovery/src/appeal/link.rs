//! Has a link to the draft mailed, because the person asks for it. The link carries a token of its
//! own in its fragment (TOK-07).

use super::begin::limit;
use crate::{
    app::App,
    appeal::LockedAppeal,
    appeals::queue_link,
    command::{Answer, Command, End, run},
    error::ApiError,
    identifier::Identifier,
    keys::{Purpose, sha256_hex},
    random,
    store::appeal_keys::{self, StoredToken},
    throttle::{self, hourly},
};
use regain_contract::{Problem, appeal::MailLink};
use std::sync::Arc;

/// Has a link to the draft mailed, because the person asks for it.
pub async fn link(app: Arc<App>, command: Command<MailLink>) -> Result<Answer, ApiError> {
    let typed = &command.posted.body.email;
    let Some(Identifier::Email(email)) = Identifier::parse(typed, &app.options().country_code)
    else {
        return Err(Problem::ContactRejected.into());
    };
    let is_plausible = email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !email.contains(char::is_whitespace)
    });
    if !is_plausible || email.len() > 254 {
        return Err(Problem::ContactRejected.into());
    }
    run(&app, &command, "appeal_link", async |appeal: &mut LockedAppeal| {
        let filed = appeal.draft(&[])?.clone();
        let id = random::id(&*app.random)?;
        let now_ms = appeal.now_ms;
        limit(&app, &mut appeal.tx, &command.posted.client.0, (&id, now_ms)).await?;
        // A mailbox gets no more of these than of codes (OTP-10).
        let to = app.keys.hex(Purpose::Meter, &["destination", &email]);
        let mut limits = [hourly(format!("to {to}"), app.options().sends_per_destination)];
        throttle::take(&mut appeal.tx, &mut limits, &id, now_ms).await?;
        let token = app.keys.appeal(&id);
        let key = StoredToken {
            token_hash: sha256_hex(token.as_bytes()),
            appeal_id: Some(filed.id.clone()),
            is_proved: true,
            subject: String::new(),
            version: 0,
            expires_ms: filed.expires_ms,
        };
        appeal_keys::insert(&mut appeal.tx, &key, now_ms).await?;
        let link = format!("{}/appeal#{token}", app.settings.public_origin);
        queue_link(&app, &mut appeal.tx, &filed, (&email, link), now_ms).await?;
        Ok(End::done())
    })
    .await
}
