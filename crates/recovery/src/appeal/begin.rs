//! Begins a draft. Needs no log-on and names no account.

use crate::{
    app::App,
    appeals::new_number,
    command::{self, Answer, Beginning, Begun, Posted},
    error::ApiError,
    keys::{Purpose, sha256_hex},
    random,
    store::{
        Tx,
        appeal_keys::{self, StoredToken},
        appeals::{self, DraftStep, State, StoredAppeal},
    },
    throttle::{self, hourly},
    view,
};
use regain_contract::{
    AppealToken,
    appeal::{Appeal, AppealBegun, BeginAppeal},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is stored under the key: all but the token, which is derived again.
#[derive(Serialize, Deserialize)]
pub struct Given {
    pub id: String,
    pub appeal: Appeal,
}

impl Begun for Given {
    fn version(&self) -> i64 {
        self.appeal.version.into()
    }
}

/// Begins a draft.
pub async fn begin(app: Arc<App>, posted: Posted<BeginAppeal>) -> Result<Answer, ApiError> {
    let given = command::begin(&app, "appeal", &posted, async |at| open(&app, &posted, at).await);
    respond(&app, given.await?)
}

/// Stores an empty draft and the token that opens it.
async fn open(
    app: &App,
    posted: &Posted<BeginAppeal>,
    mut at: Beginning,
) -> Result<(Beginning, Given), ApiError> {
    let now_ms = app.now_ms();
    let id = random::id(&*app.random)?;
    limit(app, &mut at.tx, &posted.client.0, (&id, now_ms)).await?;
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
    appeals::insert(&mut at.tx, &filed).await?;
    let key = StoredToken {
        token_hash: sha256_hex(app.keys.appeal(&id).as_bytes()),
        appeal_id: Some(filed.id.clone()),
        is_proved: true,
        subject: String::new(),
        version: 0,
        expires_ms,
    };
    appeal_keys::insert(&mut at.tx, &key, now_ms).await?;
    let appeal = view::appeal(app, &mut at.tx, (&key, Some(&filed)), now_ms).await?;
    Ok((at, Given { id, appeal }))
}

/// Counts a new token against the address that it is asked from.
pub async fn limit(
    app: &App,
    tx: &mut Tx,
    client: &str,
    (use_id, now_ms): (&str, i64),
) -> Result<(), ApiError> {
    let meter = app.keys.hex(Purpose::Meter, &["appeal", client]);
    let mut limits = [hourly(meter, app.options().appeals_per_address)];
    throttle::take(tx, &mut limits, use_id, now_ms).await
}

/// Answers with the appeal and its token.
pub fn respond(app: &App, given: Given) -> Result<Answer, ApiError> {
    let token = AppealToken::new(app.keys.appeal(&given.id));
    let version = given.appeal.version;
    Ok(Answer::of(version, &AppealBegun { token, appeal: given.appeal })?.created())
}
