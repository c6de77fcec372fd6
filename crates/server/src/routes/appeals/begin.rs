//! `POST /appeals`: begins a draft. Needs no log-on and names no account.

use crate::{
    app::App,
    appeals::new_number,
    http::{ApiError, Posted},
    keys::{Purpose, sha256_hex},
    random,
    routes::hourly,
    store::{
        Tx,
        appeal_keys::{self, StoredToken},
        appeals::{self, DraftStep, State, StoredAppeal},
        idempotency,
        rate_limits::{self, Allowance},
    },
    view,
};
use axum::{
    extract::State as Shared,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use regain_contract::{
    AppealToken, Problem,
    appeal::{Appeal, AppealBegun, BeginAppeal},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const SCOPE: &str = "appeal";

/// What is stored under the key: all but the token, which is derived again.
#[derive(Serialize, Deserialize)]
pub(super) struct Given {
    pub id: String,
    pub appeal: Appeal,
}

pub(super) async fn begin(
    Shared(app): Shared<Arc<App>>,
    posted: Posted<BeginAppeal>,
) -> Result<Response, ApiError> {
    let now_ms = app.now_ms();
    let mut tx = app.store.begin().await?;
    let names = (posted.key.as_str(), posted.fingerprint.as_str());
    if let Some(given) = repeated(&mut tx, SCOPE, names, now_ms).await? {
        return respond(&app, given);
    }
    let id = random::id(&*app.random)?;
    limit(&app, &mut tx, &posted.client.0, (&id, now_ms)).await?;
    let expires_ms = now_ms + i64::from(app.options().appeal_draft_days) * 86_400_000;
    let filed = StoredAppeal {
        id: random::id(&*app.random)?,
        number: new_number(&*app.random)?,
        state: State::Draft,
        draft_step: DraftStep::Answer,
        version: 1,
        locale: posted.body.locale,
        answers: None,
        details: None,
        phone: None,
        account_id: None,
        asked: vec![],
        note: String::new(),
        created_ms: now_ms,
        expires_ms,
        submitted_ms: None,
        due_ms: None,
        bind_ms: None,
        destinations: String::new(),
        removed_mfa: false,
        ended_ms: None,
        erased_ms: None,
    };
    appeals::insert(&mut tx, &filed).await?;
    let key = StoredToken {
        token_hash: sha256_hex(app.keys.appeal(&id).as_bytes()),
        appeal_id: Some(filed.id.clone()),
        is_proved: true,
        subject: String::new(),
        version: 0,
        expires_ms,
    };
    appeal_keys::insert(&mut tx, &key, now_ms).await?;
    let appeal = view::appeal(&app, &mut tx, (&key, Some(&filed)), now_ms).await?;
    let given = Given { id, appeal };
    keep(&mut tx, SCOPE, &posted.key, &given).await?;
    tx.commit().await?;
    app.committed();
    respond(&app, given)
}

/// Counts a new token against the address that it is asked from.
pub(super) async fn limit(
    app: &App,
    tx: &mut Tx,
    client: &str,
    (use_id, now_ms): (&str, i64),
) -> Result<(), ApiError> {
    let meter = app.keys.hex(Purpose::Meter, &["appeal", client]);
    let mut limits = [hourly(meter, app.options().appeals_per_address)];
    match rate_limits::take(tx, &mut limits, use_id, now_ms).await? {
        Allowance::Left(_) => Ok(()),
        Allowance::WaitMs(wait_ms) => {
            let retry_after_s = view::seconds_until(wait_ms, 0);
            Err(Problem::Throttled { retry_after_s }.into())
        }
    }
}

/// Claims the key, or reads what was answered under it: two requests with one key at the same time
/// have one answer (CON-06).
pub(super) async fn repeated(
    tx: &mut Tx,
    scope: &str,
    (key, fingerprint): (&str, &str),
    now_ms: i64,
) -> Result<Option<Given>, ApiError> {
    let open = idempotency::StoredResponse {
        fingerprint: fingerprint.into(),
        status: 0,
        version: 0,
        body: String::new(),
    };
    if idempotency::claim(tx, scope, key, &open, now_ms).await? {
        return Ok(None);
    }
    match idempotency::find(tx, scope, key).await? {
        Some(given) if given.fingerprint == fingerprint => {
            Ok(Some(serde_json::from_str(&given.body)?))
        }
        _ => Err(Problem::KeyReused.into()),
    }
}

/// Keeps the answer under the claimed key.
pub(super) async fn keep(
    tx: &mut Tx,
    scope: &str,
    key: &str,
    given: &Given,
) -> Result<(), ApiError> {
    let row = idempotency::StoredResponse {
        fingerprint: String::new(),
        status: 201,
        version: given.appeal.version.into(),
        body: serde_json::to_string(given)?,
    };
    Ok(idempotency::settle(tx, scope, key, &row).await?)
}

pub(super) fn respond(app: &App, given: Given) -> Result<Response, ApiError> {
    let version = given.appeal.version.into();
    let token = AppealToken::new(app.keys.appeal(&given.id));
    let body = serde_json::to_string(&AppealBegun { token, appeal: given.appeal })?;
    Ok(crate::http::Answer { status: StatusCode::CREATED, version, body }.into_response())
}
