//! Makes the recovery that the client sees out of its rows: the one place where a [`Step`] is
//! built. Reads, never writes.

use super::{approval, face, seconds_until, visit};
use crate::{
    app::App,
    error::ApiError,
    identifier::Identifier,
    onward,
    profile::{Profile, Sought},
    proofs::Rule,
    store::{
        Tx, accounts,
        challenges::{self, Challenge},
        recoveries::{Stage, StoredRecovery},
        usernames,
    },
};
use regain_config::Config;
use regain_contract::{
    Account, ChooseMethodStep, Done, EndReason, Ended, EnterCode, Problem, Recovery,
    SetPasswordStep, Step, Usernames,
};

/// The profile of a recovery's account or decoy, and whether the account is as it was when the
/// recovery began (TOK-04). Does the same queries for both (ENU-02).
pub async fn profile(
    app: &App,
    tx: &mut Tx,
    stored: &StoredRecovery,
) -> Result<(Profile, bool), ApiError> {
    if let Some(sealed) = &stored.destination {
        return destination_profile(app, tx, sealed).await;
    }
    let found = accounts::profile(tx, &app.keys, &stored.subject).await?;
    match (&stored.decoy, found) {
        (Some(decoy), _) => Ok((serde_json::from_str(decoy)?, true)),
        (None, Some(profile)) => {
            let is_same = profile.stamp == stored.stamp;
            Ok((profile, is_same))
        }
        (None, None) => Ok((Profile::gone(), false)),
    }
}

/// The profile of a destination whose usernames are looked for: nothing of any account, whether
/// or not there is one (ENU-05). Read anew each time, so that a code is good only while somebody
/// has the destination.
async fn destination_profile(
    app: &App,
    tx: &mut Tx,
    sealed: &str,
) -> Result<(Profile, bool), ApiError> {
    let text = app.keys.open(sealed).unwrap_or_default();
    let identifier = Identifier::parse(&text, &app.options().country_code);
    let to = identifier.as_ref().and_then(Sought::of).ok_or(Problem::RecoveryExpired)?;
    let stored = usernames::stored_address(tx, to).await?;
    Ok((Profile::of_destination(&app.keys, to, stored), true))
}

/// The whole recovery at `now_ms`.
pub async fn recovery(
    app: &App,
    tx: &mut Tx,
    stored: &StoredRecovery,
    profile: &Profile,
    now_ms: i64,
) -> Result<Recovery, ApiError> {
    Ok(Recovery {
        version: u32::try_from(stored.version).unwrap_or(u32::MAX),
        intent: stored.intent,
        expires_in_s: seconds_until(stored.expires_ms, now_ms),
        may_extend: may_extend(app.options(), stored),
        account: Account { kind: profile.kind, label: stored.label.clone() },
        step: step(app, tx, stored, profile, now_ms).await?,
    })
}

/// Whether an act would put the end off: not where something else than idleness ends the recovery, nor
/// at the end of its longest life.
pub fn may_extend(options: &Config, stored: &StoredRecovery) -> bool {
    let longest_ms = stored.since_ms + i64::from(options.absolute_s) * 1000;
    match stored.stage {
        Stage::AwaitApproval | Stage::SetPassword | Stage::Done | Stage::Ended(_) => false,
        _ => stored.expires_ms < longest_ms,
    }
}

async fn step(
    app: &App,
    tx: &mut Tx,
    stored: &StoredRecovery,
    profile: &Profile,
    now_ms: i64,
) -> Result<Step, ApiError> {
    Ok(match stored.stage {
        Stage::ChooseMethod => choose_method(app, tx, stored, profile).await?,
        Stage::EnterCode => enter_code(app, challenge(tx, stored).await?, now_ms),
        Stage::VisitProvider => {
            let challenge = challenge(tx, stored).await?;
            visit::step(app, tx, &challenge, now_ms).await?
        }
        Stage::VerifyFace => {
            let challenge = challenge(tx, stored).await?;
            face::step(app, tx, profile, &challenge, now_ms).await?
        }
        Stage::ChooseAdministrator => {
            approval::choose(tx, profile, stored.challenge_id.as_deref()).await?
        }
        Stage::AwaitApproval => {
            let challenge = challenge(tx, stored).await?;
            approval::wait(app, tx, profile, &challenge, now_ms).await?
        }
        Stage::SetPassword => Step::SetPassword(SetPasswordStep {
            policy: app.settings.policy.clone(),
            username: profile.username.clone(),
            expires_in_s: seconds_until(
                challenges::grant_expires(tx, &stored.id).await?.unwrap_or(now_ms),
                now_ms,
            ),
        }),
        Stage::Usernames => Step::Usernames(Usernames {
            usernames: usernames::names(tx, &stored.id).await?,
            log_on_url: app.options().log_on_url.clone(),
        }),
        Stage::Done => Step::Done(done(app.options(), stored, profile)),
        Stage::Ended(reason) => ended(stored, reason, now_ms),
    })
}

async fn choose_method(
    app: &App,
    tx: &mut Tx,
    stored: &StoredRecovery,
    profile: &Profile,
) -> Result<Step, ApiError> {
    let used = challenges::proved(tx, &stored.id, profile.account_id.as_deref()).await?;
    let needed = Rule::of(profile, app.options()).missing(&used).max(1);
    Ok(Step::ChooseMethod(ChooseMethodStep {
        methods: profile.methods(app.options(), &used),
        proofs_needed: u8::try_from(needed).unwrap_or(u8::MAX),
    }))
}

/// The challenge of a step that has one: it is written in the same transaction as the step.
async fn challenge(tx: &mut Tx, stored: &StoredRecovery) -> Result<Challenge, ApiError> {
    let id = stored.challenge_id.as_deref().unwrap_or_default();
    let challenge = challenges::find(tx, &stored.id, id).await?;
    challenge.ok_or_else(|| ApiError::Broken("a step without its challenge".into()))
}

fn enter_code(app: &App, challenge: Challenge, now_ms: i64) -> Step {
    let attempts = i64::from(app.options().code_attempts);
    Step::EnterCode(EnterCode {
        method: challenge.method,
        length: app.options().code_length,
        resend_after_s: seconds_until(challenge.resend_ms, now_ms),
        expires_in_s: seconds_until(challenge.expires_ms, now_ms),
        attempts_left: u8::try_from(attempts - challenge.tries).unwrap_or(0),
        sent_to: challenge.sent_to,
    })
}

/// The happy end. Where it leads back to is looked at again: the list may have changed (FIN-05).
fn done(options: &Config, stored: &StoredRecovery, profile: &Profile) -> Done {
    let parameter = &options.log_on_name_parameter;
    let return_to = stored.return_to.as_deref();
    Done {
        log_on_url: options.log_on_url.clone(),
        named_log_on_url: onward::named_log_on(&options.log_on_url, parameter, &profile.username),
        return_url: return_to.and_then(|address| onward::back(address, &options.return_origins)),
        sessions_signed_out: u32::try_from(stored.sessions_signed_out).unwrap_or(u32::MAX),
        notices_sent: u32::try_from(stored.notices_sent).unwrap_or(u32::MAX),
    }
}

/// The end of a recovery.
fn ended(stored: &StoredRecovery, reason: EndReason, now_ms: i64) -> Step {
    let retry_after_s = seconds_until(stored.retry_ms, now_ms);
    Step::Ended(Ended { reason, retry_after_s })
}
