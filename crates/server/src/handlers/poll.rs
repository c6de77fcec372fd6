//! The long poll: answers at once, or when the version is another one than the caller knows, or
//! with 304 when the time is up (RFC 7240 §4.3).

use crate::{
    http::{ApiError, Reading, Reply, etag},
    state::ServerState,
};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use regain_recovery::{ApiError as Refusal, command::Answer};
use std::{sync::atomic::Ordering, time::Duration};
use tokio::time::{sleep, timeout};

/// How often a poll looks by itself: another node may have made the change, or time has.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Reads what the hash of the bearer token names, again and again, until there is something new.
pub(crate) async fn poll<F>(
    state: &ServerState,
    reading: &Reading,
    read: impl Fn(String) -> F,
) -> Result<Response, ApiError>
where
    F: Future<Output = Result<Answer, Refusal>>,
{
    let mut changes = state.app.changes.subscribe();
    let wait = sleep(Duration::from_secs(reading.wait_s));
    tokio::pin!(wait);
    loop {
        let answer = read(reading.token_hash.clone()).await?;
        if reading.known != Some(answer.version) {
            return Ok(Reply::from(answer).into_response());
        }
        let is_over = wait.is_elapsed() || state.is_closing.load(Ordering::Relaxed);
        if is_over {
            return Ok(not_modified(answer.version));
        }
        tokio::select! {
            () = &mut wait => {}
            _ = timeout(LOOK_EVERY, changes.changed()) => {}
        }
    }
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
