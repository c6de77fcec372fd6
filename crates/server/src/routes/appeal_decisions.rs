//! `POST /appeals/decisions`: takes a decision of the ticket system. Not an operation of the
//! contract: signed as webhooks are, and open to nobody without the secret.

use crate::{
    app::App,
    http::ApiError,
    review::{self, Reviewer, Undecided},
    store::reviews,
};
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use regain_contract::Problem;
use std::sync::Arc;

pub(super) async fn appeal_decisions(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let secret = app.settings.webhook_secret.as_ref().ok_or(Problem::NotFound)?;
    let now_ms = app.now_ms();
    let signed = secret
        .verify(&headers, now_ms.div_euclid(1000), &body)
        .ok_or(ApiError::Under(StatusCode::UNAUTHORIZED, Problem::Malformed))?;
    let (number, decision) = review::read(&body).ok_or(Problem::Malformed)?;

    let mut tx = app.store.begin().await?;
    if !reviews::take_webhook(&mut tx, &signed.id, now_ms).await? {
        // The ticket system did not hear our answer.
        return Ok(StatusCode::NO_CONTENT);
    }
    // When it is not carried out, the id is free again: the same message may come later.
    review::decide(&app, &mut tx, (&number, &decision), (&Reviewer::Webhook, now_ms))
        .await
        .map_err(refusal)?;
    tx.commit().await?;
    app.committed();
    Ok(StatusCode::NO_CONTENT)
}

fn refusal(undecided: Undecided) -> ApiError {
    match undecided {
        Undecided::NoSuchAppeal => Problem::NotFound.into(),
        Undecided::NotOpen(_) | Undecided::NoAccount => Problem::StaleVersion.into(),
        Undecided::Until(_) => Problem::Malformed.into(),
        Undecided::Broken(refusal) => refusal,
    }
}
