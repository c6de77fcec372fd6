//! `POST /recoveries`: names the account, or the destination of a forgotten username. Answers in
//! the same way whether or not there is such an account, and changes nothing on it (ENU-01,
//! ENU-10).

use super::{
    find_username,
    turn::{Turn, hourly},
};
use crate::{
    app::App,
    decoy,
    http::{Answer, ApiError, ClientInfo, Posted},
    identifier::Identifier,
    keys::{Purpose, sha256_hex},
    mask, onward,
    profile::{Profile, Sought},
    random,
    store::{
        Tx, accounts, events, idempotency,
        rate_limits::{self, Allowance},
        recoveries::{self, Stage, StoredRecovery},
    },
    view,
};
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use regain_contract::{Begin, Begun, FlowToken, Intent, Problem, Recovery};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The scope of the idempotency keys of this operation: no recovery exists yet.
const SCOPE: &str = "begin";

/// What is stored under the key: all but the token, which is derived again.
#[derive(Serialize, Deserialize)]
struct Given {
    id: String,
    recovery: Recovery,
}

pub(super) async fn begin(
    State(app): State<Arc<App>>,
    asker: ClientInfo,
    posted: Posted<Begin>,
) -> Result<Response, ApiError> {
    // Everything is validated before anything is looked up (ENU-03).
    let country = app.country_code(posted.body.country_code);
    let identifier =
        Identifier::parse(&posted.body.identifier, &country).ok_or(Problem::IdentifierRejected)?;
    let sought = match posted.body.intent {
        Intent::ResetPassword => None,
        Intent::FindUsername => Some(find_username::destination(&app, &identifier)?),
    };
    let mut tx = app.store.begin().await?;
    if let Some(given) = repeated(&mut tx, &posted, app.now_ms()).await? {
        return respond(&app, given);
    }
    let (mut tx, given) = open(&app, tx, (&posted, asker), (&identifier, sought)).await?;
    idempotency::settle(&mut tx, SCOPE, &posted.key, &stored_answer(&given)?).await?;
    tx.commit().await?;
    app.committed();

    respond(&app, given)
}

/// Claims the key, or reads what was answered under it.
async fn repeated(
    tx: &mut Tx,
    posted: &Posted<Begin>,
    now_ms: i64,
) -> Result<Option<Given>, ApiError> {
    let open = idempotency::StoredResponse {
        fingerprint: posted.fingerprint.clone(),
        status: 0,
        version: 0,
        body: String::new(),
    };
    if idempotency::claim(tx, SCOPE, &posted.key, &open, now_ms).await? {
        return Ok(None);
    }
    match idempotency::find(tx, SCOPE, &posted.key).await? {
        Some(given) if given.fingerprint == posted.fingerprint => {
            Ok(Some(serde_json::from_str(&given.body)?))
        }
        _ => Err(Problem::KeyReused.into()),
    }
}

async fn open(
    app: &App,
    mut tx: Tx,
    (posted, asker): (&Posted<Begin>, ClientInfo),
    (identifier, sought): (&Identifier, Option<Sought<'_>>),
) -> Result<(Tx, Given), ApiError> {
    let now_ms = app.now_ms();
    let id = random::id(&*app.random)?;
    let meter = app.keys.hex(Purpose::Meter, &["begin", &posted.client.0]);
    let mut limits = [hourly(meter, app.options().begins_per_address)];
    if let Allowance::WaitMs(wait_ms) = rate_limits::take(&mut tx, &mut limits, &id, now_ms).await?
    {
        let retry_after_s = view::seconds_until(wait_ms, 0);
        return Err(Problem::Throttled { retry_after_s }.into());
    }
    let (subject, profile) = match sought {
        None => look_up(app, &mut tx, identifier).await?,
        Some(to) => find_username::look_up(app, &mut tx, to).await?,
    };
    let new = new_recovery(app, posted, identifier, (id, subject), &profile, now_ms)?;
    let stored = match sought {
        None => StoredRecovery { asker, ..new },
        Some(to) => {
            let destination = Some(app.keys.seal(&*app.random, to.text())?);
            StoredRecovery { asker, decoy: None, destination, ..new }
        }
    };
    let token = app.keys.token(&stored.id);
    recoveries::insert(&mut tx, &stored, &sha256_hex(token.as_bytes())).await?;
    let mut turn = Turn::of_begin(app, tx, stored, profile, now_ms);
    if let Some(to) = sought {
        find_username::send_first_code(&mut turn, &posted.client, to).await?;
        recoveries::save(&mut turn.tx, &turn.stored).await?;
    }
    let Turn { mut tx, stored, profile, .. } = turn;
    let recovery = view::recovery(app, &mut tx, &stored, &profile, now_ms).await?;
    record(app, &mut tx, &stored.id, now_ms).await?;

    Ok((tx, Given { id: stored.id, recovery }))
}

/// The subject of budgets and the profile. The decoy is drawn for every identifier, and the same
/// queries are made, so that the work does not tell known from unknown (ENU-02).
async fn look_up(
    app: &App,
    tx: &mut Tx,
    identifier: &Identifier,
) -> Result<(String, Profile), ApiError> {
    let decoy = decoy::profile(&app.keys, app.options(), identifier);
    let decoy_subject = decoy::subject(&app.keys, identifier);
    let subject = accounts::find(tx, identifier.text()).await?.unwrap_or(decoy_subject);
    let found = accounts::profile(tx, &app.keys, &subject).await?;

    Ok((subject, found.unwrap_or(decoy)))
}

fn new_recovery(
    app: &App,
    posted: &Posted<Begin>,
    identifier: &Identifier,
    (id, subject): (String, String),
    profile: &Profile,
    now_ms: i64,
) -> Result<StoredRecovery, ApiError> {
    let options = app.options();
    let lifetime_s = options.idle_s.min(options.absolute_s);
    Ok(StoredRecovery {
        id,
        intent: posted.body.intent,
        locale: posted.body.locale,
        subject,
        account_id: profile.account_id.clone(),
        decoy: match profile.account_id {
            Some(_) => None,
            None => Some(serde_json::to_string(profile)?),
        },
        destination: None,
        stamp: profile.stamp.clone(),
        label: mask::identifier(identifier),
        version: 1,
        stage: Stage::ChooseMethod,
        challenge_id: None,
        retry_ms: 0,
        sessions_signed_out: 0,
        notices_sent: 0,
        return_to: posted
            .body
            .return_to
            .as_deref()
            .and_then(|address| onward::back(address, &options.return_origins)),
        asker: ClientInfo::default(),
        created_ms: now_ms,
        since_ms: now_ms,
        is_unseen: false,
        expires_ms: now_ms + i64::from(lifetime_s) * 1000,
    })
}

async fn record(app: &App, tx: &mut Tx, recovery_id: &str, now_ms: i64) -> Result<(), ApiError> {
    let recovery = sha256_hex(recovery_id.as_bytes());
    let id = random::id(&*app.random)?;
    let event =
        events::Event { id: &id, recovery: &recovery, what: "begin", method: "", result: "begun" };
    events::record(tx, &event, now_ms).await?;
    tracing::info!(what = "begin", result = "begun", recovery, "command");
    Ok(())
}

fn stored_answer(given: &Given) -> Result<idempotency::StoredResponse, ApiError> {
    Ok(idempotency::StoredResponse {
        fingerprint: String::new(),
        status: 201,
        version: given.recovery.version.into(),
        body: serde_json::to_string(given)?,
    })
}

fn respond(app: &App, given: Given) -> Result<Response, ApiError> {
    let version = given.recovery.version.into();
    let token = FlowToken::new(app.keys.token(&given.id));
    let body = serde_json::to_string(&Begun { token, recovery: given.recovery })?;
    let mut response = Answer { status: StatusCode::CREATED, version, body }.into_response();
    response
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_static("/api/v1/recoveries/current"));
    Ok(response)
}
