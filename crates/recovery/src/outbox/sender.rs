//! Sends what is due in the outbox, and puts off what failed, each time for twice the wait. Called by
//! the server's worker. Logs neither addresses nor contents.

use super::{Params, catalogue::Catalogue, mail::mail, sms::sms};
use crate::{
    app::App,
    ports::SendError,
    store::outbox::{self, Message},
};
use tokio::sync::watch;

/// How long one message may take to send before another attempt is allowed.
const LEASE_MS: i64 = 60_000;
/// Longest wait between two attempts.
const LONGEST_RETRY_MS: i64 = 15 * 60_000;

/// Sends messages.
pub struct Sender {
    catalogue: Catalogue,
}

impl Sender {
    /// Reads the texts of mail.
    ///
    /// # Errors
    /// Texts that cannot be read: the build is broken.
    pub fn new() -> Result<Self, serde_json::Error> {
        Ok(Self { catalogue: Catalogue::read()? })
    }

    /// Sends what is due, until there is nothing more or it is told to stop.
    ///
    /// # Errors
    /// The outbox cannot be read.
    pub async fn send_due(
        &self,
        app: &App,
        stop: &watch::Receiver<bool>,
    ) -> Result<(), sqlx::Error> {
        while !*stop.borrow() {
            let now_ms = app.now_ms();
            let mut tx = app.store.begin().await?;
            let message = outbox::claim(&mut tx, now_ms, LEASE_MS).await?;
            tx.commit().await?;
            let Some(message) = message else { return Ok(()) };
            let outcome = self.send(app, &message).await;
            let mut tx = app.store.begin().await?;
            match outcome {
                Ok(()) => outbox::sent(&mut tx, &message.id).await?,
                Err(SendError(error)) => {
                    let channel = &message.channel;
                    tracing::warn!(id = message.id, channel, message.tries, error, "not sent");
                    let next_ms = app.now_ms() + retry_ms(app, message.tries);
                    outbox::retry(&mut tx, &message.id, next_ms).await?;
                }
            }
            tx.commit().await?;
        }
        Ok(())
    }

    async fn send(&self, app: &App, message: &Message) -> Result<(), SendError> {
        let params = app.keys.open(&message.params);
        let params = params.ok_or_else(|| SendError::new("sealed with another secret"))?;
        let params: Params = serde_json::from_str(&params).map_err(SendError::new)?;
        let parties = &app.parties;
        match message.channel.as_str() {
            "webhook" => {
                let Params::News { news } = &params else {
                    return Err(SendError::new("news without words"));
                };
                let tickets = parties.ticket_system.as_ref();
                let tickets = tickets.ok_or_else(|| SendError::new("no webhook is configured"))?;
                tickets.tell(&message.id, news, app.now_ms()).await
            }
            "phone" => parties.sms.send(sms(app, message, &params)).await,
            _ => {
                let server = parties.mail.as_ref();
                let server =
                    server.ok_or_else(|| SendError::new("no mail server is configured"))?;
                server.send(mail(app, &self.catalogue, message, &params)).await
            }
        }
    }
}

fn retry_ms(app: &App, tries: i64) -> i64 {
    let doublings = u32::try_from(tries - 1).unwrap_or(0).min(10);
    (i64::from(app.options().outbox_retry_s) * 1000 * 2_i64.pow(doublings)).min(LONGEST_RETRY_MS)
}
