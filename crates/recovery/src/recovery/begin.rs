//! Names the account, or the destination of a forgotten username. Answers in the same way whether
//! or not there is such an account, and changes nothing on it (ENU-01, ENU-10).

use crate::{
    app::App,
    client_info::ClientInfo,
    command::{self, Answer, Beginning, Event, Posted, Subject as _},
    decoy,
    error::ApiError,
    identifier::Identifier,
    keys::{Purpose, sha256_hex},
    mask, onward,
    profile::{Profile, Sought},
    random,
    recovery::{LockedRecovery, find_username},
    store::{
        Tx, accounts,
        recoveries::{self, Stage, StoredRecovery},
    },
    throttle::{self, hourly},
    view,
};
use regain_contract::{Begin, Begun, FlowToken, Intent, Problem, Recovery};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is stored under the key: all but the token, which is derived again.
#[derive(Serialize, Deserialize)]
struct Given {
    id: String,
    recovery: Recovery,
}

impl command::Begun for Given {
    fn version(&self) -> i64 {
        self.recovery.version.into()
    }
}

/// Names the account, or the destination of a forgotten username.
pub async fn begin(
    app: Arc<App>,
    asker: ClientInfo,
    posted: Posted<Begin>,
) -> Result<Answer, ApiError> {
    // Everything is validated before anything is looked up (ENU-03).
    let country = app.country_code(posted.body.country_code);
    let identifier =
        Identifier::parse(&posted.body.identifier, &country).ok_or(Problem::IdentifierRejected)?;
    let sought = match posted.body.intent {
        Intent::ResetPassword => None,
        Intent::FindUsername => Some(find_username::destination(&app, &identifier)?),
    };
    let given = command::begin(&app, "begin", &posted, async |at| {
        open(&app, at, (&posted, asker), (&identifier, sought)).await
    })
    .await?;
    respond(&app, given)
}

async fn open(
    app: &Arc<App>,
    Beginning { mut tx }: Beginning,
    (posted, asker): (&Posted<Begin>, ClientInfo),
    (identifier, sought): (&Identifier, Option<Sought<'_>>),
) -> Result<(Beginning, Given), ApiError> {
    let now_ms = app.now_ms();
    let id = random::id(&*app.random)?;
    let meter = app.keys.hex(Purpose::Meter, &["begin", &posted.client.0]);
    let mut limits = [hourly(meter, app.options().begins_per_address)];
    throttle::take(&mut tx, &mut limits, &id, now_ms).await?;
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
    let mut recovery =
        LockedRecovery { app: Arc::clone(app), tx, stored, profile, is_same: true, now_ms };
    if let Some(to) = sought {
        find_username::send_first_code(&mut recovery, &posted.client, to).await?;
        recovery.save().await?;
    }
    let LockedRecovery { mut tx, stored, profile, .. } = recovery;
    let recovery = view::recovery(app, &mut tx, &stored, &profile, now_ms).await?;
    let event = Event { about: &stored.id, what: "begin", method: "", result: "begun" };
    command::record(app, &mut tx, event, now_ms).await?;
    Ok((Beginning { tx }, Given { id: stored.id, recovery }))
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

fn respond(app: &App, given: Given) -> Result<Answer, ApiError> {
    let token = FlowToken::new(app.keys.token(&given.id));
    let version = given.recovery.version;
    Ok(Answer::of(version, &Begun { token, recovery: given.recovery })?.created())
}
