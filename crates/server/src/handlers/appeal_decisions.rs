//! `POST /appeals/decisions`: takes a decision of the ticket system. Not an operation of the
//! contract: signed as webhooks are, and open to nobody without the secret.

use crate::http::{ApiError, command::text};
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode},
};
use regain_contract::Problem;
use regain_recovery::{
    App, review,
    webhook::{Headers, verify},
};
use std::sync::Arc;

pub(crate) async fn appeal_decisions(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let secret = app.settings.webhook_secret.as_ref().ok_or(Problem::NotFound)?;
    let now_s = app.now_ms().div_euclid(1000);
    let signed = signature(&headers)
        .and_then(|headers| verify(secret, headers, now_s, &body))
        .ok_or(ApiError::Under(StatusCode::UNAUTHORIZED, Problem::Malformed))?;
    review::take(&app, &signed, &body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The three headers of a webhook, each of which must be there exactly once.
fn signature(headers: &HeaderMap) -> Option<Headers<'_>> {
    let one = |name| text(headers, &HeaderName::from_static(name));
    Some(Headers {
        id: one("webhook-id")?,
        timestamp: one("webhook-timestamp")?,
        signature: one("webhook-signature")?,
    })
}
