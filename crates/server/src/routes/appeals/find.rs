//! `POST /appeals/find`: asks where an appeal stands. A code goes to the contact phone when number and
//! phone belong together; the answer is the same when they do not (ENU-01).

use super::{
    begin::{Given, keep, limit, repeated, respond},
    send::{self, To},
    turn::LOOK_MS,
};
use crate::{
    app::App,
    appeals::read_number,
    http::{ApiError, Posted},
    identifier::Identifier,
    keys::{Purpose, sha256_hex},
    random,
    store::{
        appeal_keys::{self, StoredToken},
        appeals,
    },
    view,
};
use axum::{extract::State, response::Response};
use regain_contract::{Problem, appeal::FindAppeal};
use std::sync::Arc;

const SCOPE: &str = "appeal find";

pub(super) async fn find(
    State(app): State<Arc<App>>,
    posted: Posted<FindAppeal>,
) -> Result<Response, ApiError> {
    // Everything is validated before anything is looked up (ENU-03).
    let number = read_number(&posted.body.number).ok_or(Problem::IdentifierRejected)?;
    let country = app.country_code(posted.body.country_code);
    let Some(Identifier::Phone(phone)) = Identifier::parse(&posted.body.phone, &country) else {
        return Err(Problem::ContactRejected.into());
    };
    let now_ms = app.now_ms();
    let mut tx = app.store.begin().await?;
    let names = (posted.key.as_str(), posted.fingerprint.as_str());
    if let Some(given) = repeated(&mut tx, SCOPE, names, now_ms).await? {
        return respond(&app, given);
    }
    let id = random::id(&*app.random)?;
    limit(&app, &mut tx, &posted.client.0, (&id, now_ms)).await?;
    let filed = appeals::find_pair(&mut tx, &number, &phone).await?;
    let key = StoredToken {
        token_hash: sha256_hex(app.keys.appeal(&id).as_bytes()),
        appeal_id: filed.as_ref().map(|filed| filed.id.clone()),
        is_proved: false,
        subject: app.keys.hex(Purpose::Meter, &["appeal pair", &number, &phone]),
        version: 1,
        expires_ms: now_ms + LOOK_MS,
    };
    appeal_keys::insert(&mut tx, &key, now_ms).await?;
    let locale = filed.as_ref().map_or(posted.body.locale, |filed| filed.locale);
    let to = To { phone: &phone, is_real: filed.is_some(), locale };
    send::send(&app, &mut tx, (&key.token_hash, &posted.client), to, now_ms).await?;
    // What the appeal's own version is must not be seen before the code is given.
    let appeal = view::appeal(&app, &mut tx, (&key, None), now_ms).await?;
    let given = Given { id, appeal };
    keep(&mut tx, SCOPE, &posted.key, &given).await?;
    tx.commit().await?;
    app.committed();
    respond(&app, given)
}
