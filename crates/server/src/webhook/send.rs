//! Sends the news. Called by the worker of the outbox, which tries again later what failed.

use crate::{app::App, store::outbox::Message};

/// Posts one message to the configured address. The id stays the same with each try, so that the
/// other side can tell a repetition; the time is that of the try.
///
/// # Errors
/// Why it was not taken; says nothing about the content.
pub(crate) async fn send(app: &App, message: &Message, news: &str) -> Result<(), String> {
    let (Some(url), Some(secret)) = (&app.settings.webhook_url, &app.settings.webhook_secret)
    else {
        return Err("no webhook is configured".into());
    };
    let now_s = app.now_ms().div_euclid(1000);
    let request = app
        .http
        .post(url.clone())
        .header("content-type", "application/json")
        .header("webhook-id", &message.id)
        .header("webhook-timestamp", now_s.to_string())
        .header("webhook-signature", secret.sign(&message.id, now_s, news.as_bytes()))
        .body(news.to_owned());
    let answer = request.send().await.map_err(|error| error.without_url().to_string())?;
    let status = answer.status();
    if status.is_success() { Ok(()) } else { Err(format!("the webhook answered {status}")) }
}
