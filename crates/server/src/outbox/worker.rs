//! The one sender: takes due messages out of the outbox, sends them, and tries again later what
//! failed, each time after twice the wait. Logs neither addresses nor contents.

use super::{
    Params,
    mail::{self, Mailer},
    sms,
};
use crate::{
    app::App,
    appeals::settle_due,
    recovery::end_lapsed,
    retention,
    running::StartError,
    store::{
        outbox::{self, Message},
        sweep,
    },
    webhook,
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::timeout};

/// How long one message may take to send before another attempt is allowed.
const LEASE_MS: i64 = 60_000;
/// How often the worker looks by itself, for retries and other nodes' messages.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How many looks lie between two sweeps of old rows: about ten minutes.
const LOOKS_PER_SWEEP: u32 = 2400;
/// Longest wait between two attempts.
const LONGEST_RETRY_MS: i64 = 15 * 60_000;

/// Why a message was not sent. Says nothing about the addressee or the content.
#[derive(Debug)]
pub(super) struct SendError(String);

impl SendError {
    pub fn new(cause: impl std::fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

/// The client of the mail server; that of the others is the app's.
pub(crate) struct Worker {
    mailer: Option<Mailer>,
}

impl Worker {
    /// Makes the client.
    ///
    /// # Errors
    /// A mail server address, or texts, that cannot be read.
    pub fn new(app: &App) -> Result<Self, StartError> {
        Ok(Self { mailer: Mailer::new(app.options())? })
    }

    async fn send(&self, app: &App, message: &Message) -> Result<(), SendError> {
        let params = app.keys.open(&message.params);
        let params = params.ok_or_else(|| SendError::new("sealed with another secret"))?;
        let params: Params = serde_json::from_str(&params).map_err(SendError::new)?;
        match (message.channel.as_str(), &self.mailer) {
            ("webhook", _) => match &params {
                Params::News { news } => {
                    webhook::send(app, message, news).await.map_err(SendError::new)
                }
                _ => Err(SendError::new("news without words")),
            },
            ("phone", _) => sms::send(app, message, &params).await,
            (_, Some(mailer)) => mail::send(app, mailer, message, &params).await,
            (_, None) => Err(SendError::new("no mail server is configured")),
        }
    }
}

/// Sends until told to stop; what is due then is sent at the next start.
pub(crate) async fn run(app: Arc<App>, worker: Worker, mut stop: watch::Receiver<bool>) {
    let mut looks = 0_u32;
    while !*stop.borrow() {
        if let Err(error) = end_lapsed(&app).await {
            tracing::error!(?error, "requests for approval cannot be ended");
        }
        if let Err(error) = settle_due(&app).await {
            tracing::error!(?error, "appeals cannot be settled");
        }
        if let Err(error) = send_due(&app, &worker, &stop).await {
            tracing::error!(%error, "outbox cannot be read");
        }
        if looks.is_multiple_of(LOOKS_PER_SWEEP) {
            forget(&app).await;
        }
        looks = looks.wrapping_add(1);
        tokio::select! {
            _ = timeout(LOOK_EVERY, app.outbox.notified()) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn send_due(
    app: &App,
    worker: &Worker,
    stop: &watch::Receiver<bool>,
) -> Result<(), sqlx::Error> {
    while !*stop.borrow() {
        let now_ms = app.now_ms();
        let mut tx = app.store.begin().await?;
        let message = outbox::claim(&mut tx, now_ms, LEASE_MS).await?;
        tx.commit().await?;
        let Some(message) = message else { return Ok(()) };
        let outcome = worker.send(app, &message).await;
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

fn retry_ms(app: &App, tries: i64) -> i64 {
    let doublings = u32::try_from(tries - 1).unwrap_or(0).min(10);
    (i64::from(app.options().outbox_retry_s) * 1000 * 2_i64.pow(doublings)).min(LONGEST_RETRY_MS)
}

async fn forget(app: &App) {
    let swept = async {
        let mut tx = app.store.begin().await?;
        sweep(&mut tx, app.now_ms()).await?;
        tx.commit().await
    };
    if let Err(error) = swept.await {
        tracing::error!(%error, "old rows cannot be removed");
    }
    if let Err(error) = retention::forget(app).await {
        tracing::error!(?error, "appeals cannot be forgotten");
    }
}
