//! Submits the appeal. The account is looked up now, for the reviewer alone: nothing that the
//! person sees depends on whether it exists (ENU-01).

use crate::{
    app::App,
    appeal::{LOOK_MS, LockedAppeal},
    appeals::{self as domain, Who, queue_news, record, rules},
    command::{Answer, Command, End, run},
    error::ApiError,
    identifier::Identifier,
    store::{
        accounts, appeal_files, appeal_keys,
        appeals::{self, DraftStep, State, StoredAppeal},
    },
    throttle::throttled,
    webhook::Happening,
};
use regain_contract::{Nothing, Problem, appeal::Milestone};
use std::sync::Arc;

/// How long the token of a submitted draft shows where it stands.
const AFTERWARDS_MS: i64 = 24 * LOOK_MS;

/// Submits the appeal.
pub async fn submit(app: Arc<App>, command: Command<Nothing>) -> Result<Answer, ApiError> {
    run(&app, &command, "appeal_submit", async |appeal: &mut LockedAppeal| {
        let mut filed = appeal.draft(&[DraftStep::Review])?.clone();
        if let Some(problem) = faults(appeal, &filed).await? {
            return Err(problem.into());
        }
        let phone = filed.phone.clone().ok_or(Problem::StaleVersion)?;
        let again_ms = i64::from(app.options().appeal_again_days) * 86_400_000;
        let refused = appeals::last_refusal(&mut appeal.tx, &phone).await?;
        if let Some(again) = refused.map(|at| at + again_ms).filter(|again| *again > appeal.now_ms)
        {
            return Err(throttled(again - appeal.now_ms));
        }
        filed.account_id = account(appeal, &filed).await?;
        filed.submitted_ms = Some(appeal.now_ms);
        let step = (State::InReview, Milestone::Received, Who::Person);
        record(&app, &mut appeal.tx, &mut filed, step, appeal.now_ms).await?;
        queue_news(&app, &mut appeal.tx, &filed, Milestone::Received, appeal.now_ms).await?;
        domain::tell(&app, &mut appeal.tx, Happening::Submitted, &filed, appeal.now_ms).await?;
        let until_ms = appeal.now_ms + AFTERWARDS_MS;
        appeal_keys::shorten(&mut appeal.tx, &filed.id, until_ms).await?;
        appeal.key.expires_ms = appeal.key.expires_ms.min(until_ms);
        appeal.filed = Some(filed);
        Ok(End::done())
    })
    .await
}

/// The account that the form names, by its username; else the one account that has the old phone or
/// e-mail address.
async fn account(
    appeal: &mut LockedAppeal,
    filed: &StoredAppeal,
) -> Result<Option<String>, ApiError> {
    let details = domain::details(&appeal.app, filed);
    let country = &appeal.app.options().country_code;
    let username = Identifier::parse(&details.username, country);
    if let Some(Identifier::Username(username)) = username {
        return Ok(accounts::id_of(&mut appeal.tx, &username).await?);
    }
    match Identifier::parse(&details.old_contact, country) {
        Some(contact @ (Identifier::Phone(_) | Identifier::Email(_))) => {
            Ok(accounts::find(&mut appeal.tx, contact.text()).await?)
        }
        _ => Ok(None),
    }
}

/// What is wrong with the form or missing from the documents.
pub async fn faults(
    appeal: &mut LockedAppeal,
    filed: &StoredAppeal,
) -> Result<Option<Problem>, ApiError> {
    let Some(answers) = &filed.answers else { return Ok(Some(Problem::StaleVersion)) };
    let faults = domain::details(&appeal.app, filed).faults(&rules::fields(answers));
    let given: Vec<_> = appeal_files::of(&mut appeal.tx, &filed.id)
        .await?
        .into_iter()
        .map(|file| file.material)
        .collect();
    let missing = rules::missing(&rules::materials(answers), &given);
    let is_whole = faults.is_empty() && missing.is_empty();
    Ok((!is_whole).then_some(Problem::AppealRejected { faults, missing }))
}
