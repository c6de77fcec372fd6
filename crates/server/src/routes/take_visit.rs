//! `POST /hand-offs`: Alipay's redirect came to a browser that does not have the recovery, such as
//! the one on the phone that read the QR code (IDP-06). The state opens a hand-off, always the
//! same one, in which the person confirms by a number that both screens belong together. It uses
//! nothing up, and what the redirect brought else does not come here.

use super::hand_off_turn::insert_hand_off;
use crate::{
    app::App,
    http::{Answer, ApiError, Posted},
    keys::sha256_hex,
    store::{
        Tx, challenges,
        hand_offs::{self, Kind, StoredHandOff},
        idempotency,
        recoveries::{self, StoredRecovery},
        visits,
    },
    view,
};
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use regain_contract::{HandOff, HandOffTicket, Problem, TakeVisit, Taken};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The scope of the idempotency keys of this operation.
const SCOPE: &str = "take_visit";

/// What is stored under the key: all but the ticket, which is derived again.
#[derive(Serialize, Deserialize)]
struct Given {
    id: String,
    hand_off: HandOff,
}

pub(super) async fn take_visit(
    State(app): State<Arc<App>>,
    posted: Posted<TakeVisit>,
) -> Result<Response, ApiError> {
    let mut tx = app.store.begin().await?;
    let open = idempotency::StoredResponse {
        fingerprint: posted.fingerprint.clone(),
        status: 0,
        version: 0,
        body: String::new(),
    };
    if !idempotency::claim(&mut tx, SCOPE, &posted.key, &open, app.now_ms()).await? {
        return match idempotency::find(&mut tx, SCOPE, &posted.key).await? {
            Some(given) if given.fingerprint == posted.fingerprint => {
                respond(&app, serde_json::from_str(&given.body)?)
            }
            _ => Err(Problem::KeyReused.into()),
        };
    }
    let given = take(&app, &mut tx, &posted.body.state).await?;
    let answer = idempotency::StoredResponse {
        fingerprint: String::new(),
        status: 201,
        version: given.hand_off.version.into(),
        body: serde_json::to_string(&given)?,
    };
    idempotency::settle(&mut tx, SCOPE, &posted.key, &answer).await?;
    tx.commit().await?;
    respond(&app, given)
}

async fn take(app: &App, tx: &mut Tx, state: &str) -> Result<Given, ApiError> {
    let now_ms = app.now_ms();
    let found = visits::by_state(tx, &sha256_hex(state.as_bytes())).await?;
    let (recovery_id, challenge_id) = found.ok_or(Problem::RecoveryExpired)?;
    let stored = recoveries::lock_by_id(tx, &recovery_id, now_ms).await?;
    let stored = stored.ok_or(Problem::RecoveryExpired)?;
    let (profile, is_same) = view::profile(app, tx, &stored).await?;
    let row = match hand_offs::of_challenge(tx, &challenge_id).await? {
        Some(row) => row,
        None => open(app, tx, &stored, &challenge_id, now_ms).await?,
    };
    if view::outcome(tx, &row, &stored, is_same, now_ms).await?.is_some() {
        return Err(Problem::RecoveryExpired.into());
    }
    let hand_off = view::hand_off(app, tx, &row, (&stored, &profile, is_same), now_ms).await?;
    Ok(Given { id: row.id, hand_off })
}

async fn open(
    app: &App,
    tx: &mut Tx,
    stored: &StoredRecovery,
    challenge_id: &str,
    now_ms: i64,
) -> Result<StoredHandOff, ApiError> {
    let challenge = challenges::find(tx, &stored.id, challenge_id).await?;
    let challenge = challenge.ok_or(Problem::RecoveryExpired)?;
    let visit = visits::find(tx, challenge_id).await?.ok_or(Problem::RecoveryExpired)?;
    if visit.claimed_ms.is_some() {
        return Err(Problem::RecoveryExpired.into());
    }
    insert_hand_off(app, tx, &challenge, Kind::ConfirmVisit, now_ms).await
}

fn respond(app: &App, given: Given) -> Result<Response, ApiError> {
    let version = given.hand_off.version.into();
    let ticket = HandOffTicket::new(app.keys.ticket(&given.id));
    let body = serde_json::to_string(&Taken { ticket, hand_off: given.hand_off })?;
    let mut response = Answer { status: StatusCode::CREATED, version, body }.into_response();
    response
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_static("/api/v1/hand-offs/current"));
    Ok(response)
}
