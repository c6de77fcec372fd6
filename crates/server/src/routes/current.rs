//! `GET /recoveries/current`: reads the recovery, at once or when it changes (a long poll). It is
//! no sign of life: only commands keep a recovery from expiring. Consumes nothing (TOK-09).

use crate::{
    app::App,
    http::{Answer, Reading, Refusal, answer::etag},
    store::recoveries::{self, Stage},
    view,
};
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use regain_contract::{EndReason, Problem, Recovery};
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::time::{sleep, timeout};

/// How often a poll looks by itself: another node may have made the change.
const LOOK_EVERY: Duration = Duration::from_secs(1);

pub(super) async fn current(
    State(app): State<Arc<App>>,
    reading: Reading,
) -> Result<Response, Refusal> {
    let mut changes = app.changes.subscribe();
    let wait = sleep(Duration::from_secs(reading.wait_s));
    tokio::pin!(wait);
    loop {
        let recovery = read(&app, &reading.token_hash).await?;
        let version = i64::from(recovery.version);
        if reading.known != Some(version) {
            return Ok(Answer::recovery(StatusCode::OK, &recovery)?.into_response());
        }
        let is_over = wait.is_elapsed() || app.is_closing.load(Ordering::Relaxed);
        if is_over {
            return Ok(not_modified(version));
        }
        tokio::select! {
            () = &mut wait => {}
            _ = timeout(LOOK_EVERY, changes.changed()) => {}
        }
    }
}

async fn read(app: &App, token_hash: &str) -> Result<Recovery, Refusal> {
    let now_ms = app.now_ms();
    let mut tx = app.store.begin_reading().await?;
    let stored = recoveries::find(&mut tx, token_hash, now_ms).await?;
    let mut stored = stored.ok_or(Problem::RecoveryExpired)?;
    let (profile, is_same) = view::profile(app, &mut tx, &stored).await?;
    if !is_same && !stored.stage.is_final() {
        // As the next command will find it (TOK-04); a read does not write it down.
        stored.stage = Stage::Ended(EndReason::Superseded);
        stored.version += 1;
    }
    view::recovery(app, &mut tx, &stored, &profile, now_ms).await
}

fn not_modified(version: i64) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    if let Some(value) = etag(version) {
        response.headers_mut().insert(header::ETAG, value);
    }
    let applied = HeaderValue::from_static("wait");
    response.headers_mut().insert("preference-applied", applied);
    response
}
