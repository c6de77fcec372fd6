//! The steps of an administrator's approval, and the task of deciding.

use crate::{
    app::App,
    error::ApiError,
    profile::Profile,
    store::{
        Tx,
        approvals::{self, Approval},
        challenges::{self, Challenge},
        recoveries::{Stage, StoredRecovery},
    },
    view::seconds_until,
};
use regain_contract::{Administrator, Approve, AwaitApproval, ChooseAdministrator, Step};

/// Whether nobody decided about the awaited approval in time, which no command has found yet.
pub async fn has_lapsed(
    tx: &mut Tx,
    stored: &StoredRecovery,
    now_ms: i64,
) -> Result<bool, ApiError> {
    let (Stage::AwaitApproval, Some(id)) = (stored.stage, &stored.challenge_id) else {
        return Ok(false);
    };
    let challenge = challenges::find(tx, &stored.id, id).await?;
    Ok(challenge.is_some_and(|challenge| challenge.expires_ms <= now_ms))
}

/// The choice; `before` is the challenge of the request that came to nothing.
pub async fn choose(
    tx: &mut Tx,
    profile: &Profile,
    before: Option<&str>,
) -> Result<Step, ApiError> {
    let before = match before {
        Some(challenge_id) => approvals::find(tx, challenge_id).await?,
        None => None,
    };
    let administrators = profile
        .administrators
        .iter()
        .map(|one| Administrator { id: one.id.clone(), label: one.label.clone() })
        .collect();
    Ok(Step::ChooseAdministrator(ChooseAdministrator {
        administrators,
        last: before.as_ref().and_then(|approval| approval.state.outcome()),
        note: before.map(|approval| approval.note).filter(|note| !note.is_empty()),
    }))
}

/// The wait.
pub async fn wait(
    app: &App,
    tx: &mut Tx,
    profile: &Profile,
    challenge: &Challenge,
    now_ms: i64,
) -> Result<Step, ApiError> {
    let approval = find(tx, &challenge.id).await?;
    let may_remind = approval.reminders < i64::from(app.options().reminders)
        && approval.remind_ms < challenge.expires_ms;
    Ok(Step::AwaitApproval(AwaitApproval {
        asked: approval.asked,
        match_code: approval.match_code,
        expires_in_s: seconds_until(challenge.expires_ms, now_ms),
        remind_after_s: may_remind.then(|| seconds_until(approval.remind_ms, now_ms)),
        may_ask_another: profile.administrators.len() > 1,
    }))
}

/// The task of the administrator.
pub async fn task(tx: &mut Tx, challenge_id: &str) -> Result<Approve, ApiError> {
    let approval = find(tx, challenge_id).await?;
    Ok(Approve {
        administrator: approval.administrator,
        reason: approval.reason,
        numbers: approval.numbers.split(',').map(str::to_owned).collect(),
    })
}

async fn find(tx: &mut Tx, challenge_id: &str) -> Result<Approval, ApiError> {
    let approval = approvals::find(tx, challenge_id).await?;
    approval.ok_or_else(|| ApiError::Broken("a wait without a request".into()))
}
