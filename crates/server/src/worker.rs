//! The worker: ends what time ends, sends what is due, and forgets what is old, until the server
//! stops. It only calls the domain.

use regain_recovery::{App, appeal::settle_due, outbox::Sender, recovery::end_lapsed, retention};
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::timeout};

/// How often the worker looks by itself, for retries and other nodes' messages.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How many looks lie between two sweeps of old rows: about ten minutes.
const LOOKS_PER_SWEEP: u32 = 2400;

/// Sends until told to stop; what is due then is sent at the next start.
pub(crate) async fn run(app: Arc<App>, sender: Sender, mut stop: watch::Receiver<bool>) {
    let mut looks = 0_u32;
    while !*stop.borrow() {
        if let Err(error) = end_lapsed(&app).await {
            tracing::error!(?error, "requests for approval cannot be ended");
        }
        if let Err(error) = settle_due(&app).await {
            tracing::error!(?error, "appeals cannot be settled");
        }
        if let Err(error) = sender.send_due(&app, &stop).await {
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

async fn forget(app: &App) {
    if let Err(error) = retention::sweep(app).await {
        tracing::error!(%error, "old rows cannot be removed");
    }
    if let Err(error) = retention::forget(app).await {
        tracing::error!(?error, "appeals cannot be forgotten");
    }
}
