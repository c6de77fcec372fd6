//! `POST …/submit`: submits the appeal. The account is looked up now, for the reviewer alone: nothing
//! that the person sees depends on whether it exists (ENU-01).

use super::turn::{LOOK_MS, Turn};
use crate::{
    app::App,
    appeals::{self as domain, Who, queue_news, record, rules},
    http::{Answer, ApiError, Command},
    identifier::Identifier,
    store::{
        accounts, appeal_files, appeal_keys,
        appeals::{self, DraftStep, State, StoredAppeal},
    },
    view,
    webhook::Happening,
};
use axum::extract::State as Shared;
use regain_contract::{Nothing, Problem, appeal::Milestone};
use std::sync::Arc;

/// How long the token of a submitted draft shows where it stands.
const AFTERWARDS_MS: i64 = 24 * LOOK_MS;

pub(super) async fn submit(
    Shared(app): Shared<Arc<App>>,
    command: Command<Nothing>,
) -> Result<Answer, ApiError> {
    let mut turn = match Turn::open(&app, &command, "appeal_submit").await? {
        Ok(turn) => turn,
        Err(answer) => return Ok(answer),
    };
    let mut filed = turn.draft(&[DraftStep::Review])?.clone();
    if let Some(problem) = faults(&mut turn, &filed).await? {
        return Err(problem.into());
    }
    let phone = filed.phone.clone().ok_or(Problem::StaleVersion)?;
    let again_ms = i64::from(app.options().appeal_again_days) * 86_400_000;
    let refused = appeals::last_refusal(&mut turn.tx, &phone).await?;
    if let Some(again) = refused.map(|at| at + again_ms).filter(|again| *again > turn.now_ms) {
        let retry_after_s = view::seconds_until(again, turn.now_ms);
        return Err(Problem::Throttled { retry_after_s }.into());
    }
    filed.account_id = account(&mut turn, &filed).await?;
    filed.submitted_ms = Some(turn.now_ms);
    let step = (State::InReview, Milestone::Received, Who::Person);
    record(&app, &mut turn.tx, &mut filed, step, turn.now_ms).await?;
    queue_news(&app, &mut turn.tx, &filed, Milestone::Received, turn.now_ms).await?;
    domain::tell(&app, &mut turn.tx, Happening::Submitted, &filed, turn.now_ms).await?;
    let until_ms = turn.now_ms + AFTERWARDS_MS;
    appeal_keys::shorten(&mut turn.tx, &filed.id, until_ms).await?;
    turn.key.expires_ms = turn.key.expires_ms.min(until_ms);
    turn.filed = Some(filed);
    turn.finish().await
}

/// The account that the form names, by its username; else the one account that has the old phone or
/// e-mail address.
async fn account(turn: &mut Turn<'_>, filed: &StoredAppeal) -> Result<Option<String>, ApiError> {
    let details = domain::details(turn.app, filed);
    let country = &turn.app.options().country_code;
    let username = Identifier::parse(&details.username, country);
    if let Some(Identifier::Username(username)) = username {
        return Ok(accounts::id_of(&mut turn.tx, &username).await?);
    }
    match Identifier::parse(&details.old_contact, country) {
        Some(contact @ (Identifier::Phone(_) | Identifier::Email(_))) => {
            Ok(accounts::find(&mut turn.tx, contact.text()).await?)
        }
        _ => Ok(None),
    }
}

/// What is wrong with the form or missing from the documents.
pub(super) async fn faults(
    turn: &mut Turn<'_>,
    filed: &StoredAppeal,
) -> Result<Option<Problem>, ApiError> {
    let Some(answers) = &filed.answers else { return Ok(Some(Problem::StaleVersion)) };
    let faults = domain::details(turn.app, filed).faults(&rules::fields(answers));
    let given: Vec<_> = appeal_files::of(&mut turn.tx, &filed.id)
        .await?
        .into_iter()
        .map(|file| file.material)
        .collect();
    let missing = rules::missing(&rules::materials(answers), &given);
    let is_whole = faults.is_empty() && missing.is_empty();
    Ok((!is_whole).then_some(Problem::AppealRejected { faults, missing }))
}
