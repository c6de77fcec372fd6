//! Decides as the administrator who was asked, with that one's own password (ADM-02). Everything
//! that the request stood on is looked at again under the lock of the recovery (ADM-04), and
//! whatever races for it, one decision counts (ADM-08). The answer is the hand-off: no password, no
//! token, no way into the recovery (ADM-03).

use crate::recovery::reports;
use crate::{
    app::App,
    command::{Answer, Command, End, Posted, Step, prepare, run},
    error::ApiError,
    hand_off::LockedHandOff,
    keys::{self, Purpose},
    outbox::{self, Notice},
    plain,
    recovery::{
        LockedRecovery,
        check_password::{Checked, check_password},
        come_back::await_return,
        end_request::{end_request, go_back},
        prove::prove_and_advance,
        send_code::{end_if_locked, failures},
    },
    store::{
        accounts,
        approvals::{self, Approval, State},
        hand_offs::Kind,
        rate_limits,
        recoveries::Stage,
    },
};
use regain_contract::{Decide, Decision, Method, Problem};
use std::sync::Arc;

const WHAT: &str = "decide";
const METHOD: Method = Method::Administrator;

/// Decides as the administrator who was asked, with that one's own password (ADM-02).
pub async fn decide(app: Arc<App>, mut command: Command<Decide>) -> Result<Answer, ApiError> {
    let note = plain::clean(&command.posted.body.note).ok_or(Problem::Malformed)?;
    command.posted.fingerprint = fingerprint(&app, &command, &note)?;
    prepare(&app, command, WHAT, asked, async |command, administrator: String| {
        let posted = &command.posted;
        let password = posted.body.password.clone();
        let checked = check_password(&app, &posted.client, &administrator, password).await?;
        run(&app, &command, WHAT, async |hand_off: &mut LockedHandOff| {
            judge(hand_off, &checked, &posted.body.decision, &note).await
        })
        .await
    })
    .await
}

/// The username of the administrator who was asked.
async fn asked(hand_off: &mut LockedHandOff, _: &Posted<Decide>) -> Result<Step<String>, ApiError> {
    Ok(Step::Outside(request(hand_off).await?.administrator))
}

/// What the key stands for, without the password: no fast hash of one may lie in the database. A
/// repetition gets the answer that anybody with the ticket can read anyway.
fn fingerprint(app: &App, command: &Command<Decide>, note: &str) -> Result<String, ApiError> {
    let decision = serde_json::to_string(&command.posted.body.decision)?;
    let version = command.version.map(|version| version.to_string()).unwrap_or_default();
    Ok(app.keys.hex(Purpose::Fingerprint, &[WHAT, &version, &decision, note]))
}

/// The request that is to be decided.
async fn request(hand_off: &mut LockedHandOff) -> Result<Approval, ApiError> {
    hand_off.require(Kind::Approve)?;
    let challenge_id = hand_off.row.challenge_id.clone();
    let recovery = &mut hand_off.recovery;
    if recovery.stored.stage != Stage::AwaitApproval || !recovery.is_about(&challenge_id) {
        return Err(Problem::StaleVersion.into());
    }
    let approval = approvals::find(&mut recovery.tx, &challenge_id).await?;
    Ok(approval.ok_or(Problem::StaleVersion)?)
}

async fn judge(
    hand_off: &mut LockedHandOff,
    checked: &Checked,
    decision: &Decision,
    note: &str,
) -> Result<End, ApiError> {
    let approval = request(hand_off).await?;
    let recovery = &mut hand_off.recovery;
    require_right(recovery, &approval, checked).await?;
    let state = match decision {
        Decision::Approve { number } => approve(recovery, &approval, number).await?,
        Decision::Refuse => {
            end_open(recovery, &approval, State::Refused, note).await?;
            go_back(recovery, approval.challenge_id).await?;
            State::Refused
        }
        Decision::Report => {
            report(recovery, approval).await?;
            State::Reported
        }
    };
    recovery.record("approval", state.name(), METHOD).await?;
    if let Some(outcome) = state.hand_off() {
        hand_off.end(outcome);
    }
    Ok(End::done().by(METHOD))
}

/// Whether the right password is still that of somebody who may decide (ADM-02): an administrator
/// of this account, not disabled, not the account itself; the profile lists exactly those.
async fn require_right(
    recovery: &mut LockedRecovery,
    approval: &Approval,
    checked: &Checked,
) -> Result<(), ApiError> {
    let name = &approval.administrator;
    let may_decide = recovery.profile.administrators.iter().any(|one| one.username == *name);
    let is_subject = recovery.profile.account_id.as_ref() == Some(&checked.account_id);
    let now = accounts::credentials(&mut recovery.tx, name).await?;
    let is_same = now.is_some_and(|(id, hash)| id == checked.account_id && hash == checked.hash);
    if may_decide && is_same && !is_subject { Ok(()) } else { Err(Problem::LogOnRefused.into()) }
}

/// Lets the recovery go on, if the number is that of the person's screen (ADM-01) and the account
/// is not locked.
async fn approve(
    recovery: &mut LockedRecovery,
    approval: &Approval,
    number: &str,
) -> Result<State, ApiError> {
    if end_if_locked(recovery).await? {
        end_open(recovery, approval, State::Withdrawn, "").await?;
        return Ok(State::Withdrawn);
    }
    if !keys::equal(number, &approval.match_code) {
        return mismatch(recovery, approval).await;
    }
    let challenge = recovery.challenge().await?;
    end_open(recovery, approval, State::Approved, "").await?;
    if !prove_and_advance(recovery, &challenge).await? {
        return Err(Problem::StaleVersion.into());
    }
    await_return(recovery, challenge.expires_ms).await?;
    outbox::queue_notices(recovery, Notice::Approved).await?;
    Ok(State::Approved)
}

/// Another number: the person on the other screen is not the one that the administrator means. It
/// counts like a wrong code (OTP-06).
async fn mismatch(recovery: &mut LockedRecovery, approval: &Approval) -> Result<State, ApiError> {
    let mut limits = [failures(recovery)];
    rate_limits::take(&mut recovery.tx, &mut limits, &approval.challenge_id, recovery.now_ms)
        .await?;
    end_open(recovery, approval, State::WrongNumber, "").await?;
    go_back(recovery, approval.challenge_id.clone()).await?;
    end_if_locked(recovery).await?;
    Ok(State::WrongNumber)
}

/// Warns the account's owner, and lets nobody ask for a day.
async fn report(recovery: &mut LockedRecovery, approval: Approval) -> Result<(), ApiError> {
    end_open(recovery, &approval, State::Reported, "").await?;
    let mut limits = [reports(&recovery.stored.subject)];
    rate_limits::take(&mut recovery.tx, &mut limits, &approval.challenge_id, recovery.now_ms)
        .await?;
    outbox::queue_notices(recovery, Notice::Reported).await?;
    go_back(recovery, approval.challenge_id).await
}

/// Ends the request, which must be open still.
async fn end_open(
    recovery: &mut LockedRecovery,
    approval: &Approval,
    state: State,
    note: &str,
) -> Result<(), ApiError> {
    if end_request(recovery, &approval.challenge_id, state, note).await? {
        Ok(())
    } else {
        Err(Problem::StaleVersion.into())
    }
}
