//! Asks where an appeal stands. A code goes to the contact phone when number and phone belong
//! together; the answer is the same when they do not (ENU-01).

use super::begin::{Given, limit, respond};
use crate::{
    app::App,
    appeal::{
        LOOK_MS,
        send::{self, To},
    },
    appeals::read_number,
    command::{self, Answer, Beginning, Posted},
    error::ApiError,
    identifier::Identifier,
    keys::{Purpose, sha256_hex},
    random,
    store::{
        appeal_keys::{self, StoredToken},
        appeals,
    },
    view,
};
use regain_contract::{Problem, appeal::FindAppeal};
use std::sync::Arc;

/// Asks where an appeal stands.
pub async fn find(app: Arc<App>, posted: Posted<FindAppeal>) -> Result<Answer, ApiError> {
    // Everything is validated before anything is looked up (ENU-03).
    let number = read_number(&posted.body.number).ok_or(Problem::IdentifierRejected)?;
    let country = app.country_code(posted.body.country_code);
    let Some(Identifier::Phone(phone)) = Identifier::parse(&posted.body.phone, &country) else {
        return Err(Problem::ContactRejected.into());
    };
    let given = command::begin(&app, "appeal find", &posted, async |at| {
        open(&app, &posted, at, (&number, &phone)).await
    });
    respond(&app, given.await?)
}

/// Stores a token that opens the status once the code was given, and sends the code.
async fn open(
    app: &App,
    posted: &Posted<FindAppeal>,
    mut at: Beginning,
    (number, phone): (&str, &str),
) -> Result<(Beginning, Given), ApiError> {
    let now_ms = app.now_ms();
    let id = random::id(&*app.random)?;
    limit(app, &mut at.tx, &posted.client.0, (&id, now_ms)).await?;
    let filed = appeals::find_pair(&mut at.tx, number, phone).await?;
    let key = StoredToken {
        token_hash: sha256_hex(app.keys.appeal(&id).as_bytes()),
        appeal_id: filed.as_ref().map(|filed| filed.id.clone()),
        is_proved: false,
        subject: app.keys.hex(Purpose::Meter, &["appeal pair", number, phone]),
        version: 1,
        expires_ms: now_ms + LOOK_MS,
    };
    appeal_keys::insert(&mut at.tx, &key, now_ms).await?;
    let locale = filed.as_ref().map_or(posted.body.locale, |filed| filed.locale);
    let to = To { phone, is_real: filed.is_some(), locale };
    send::send(app, &mut at.tx, (&key.token_hash, &posted.client), to, now_ms).await?;
    // What the appeal's own version is must not be seen before the code is given.
    let appeal = view::appeal(app, &mut at.tx, (&key, None), now_ms).await?;
    Ok((at, Given { id, appeal }))
}
