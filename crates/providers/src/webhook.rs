//! Tells a ticket system by a signed webhook.

use async_trait::async_trait;
use regain_config::{Settings, WebhookSecret};
use regain_recovery::{
    ports::{SendError, ticket_system::TicketSystem},
    webhook::sign,
};
use url::Url;

/// A ticket system with its address and the shared secret.
pub struct Webhook {
    http: reqwest::Client,
    url: Url,
    secret: WebhookSecret,
}

impl Webhook {
    /// Takes address and secret; `None` when the ticket system is told nothing.
    pub fn new(http: reqwest::Client, settings: &Settings) -> Option<Self> {
        let (url, secret) = (settings.webhook_url.clone()?, settings.webhook_secret.clone()?);
        Some(Self { http, url, secret })
    }
}

#[async_trait]
impl TicketSystem for Webhook {
    async fn tell(&self, id: &str, body: &str, now_ms: i64) -> Result<(), SendError> {
        let now_s = now_ms.div_euclid(1000);
        let request = self
            .http
            .post(self.url.clone())
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", now_s.to_string())
            .header("webhook-signature", sign(&self.secret, id, now_s, body.as_bytes()))
            .body(body.to_owned());
        let answer = request.send().await.map_err(|error| SendError::new(error.without_url()))?;
        let status = answer.status();
        if status.is_success() {
            Ok(())
        } else {
            Err(SendError::new(format!("the webhook answered {status}")))
        }
    }
}
