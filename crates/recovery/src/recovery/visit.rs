//! What the two ways back from the identity provider share: the browser that left, and another
//! one that read the QR code. The result of a visit is claimed first (IDP-02), then Alipay is
//! asked, outside of any transaction, then it is judged.

use super::{
    open_challenge::open_visit,
    prove::prove_and_advance,
    send_code::{end_if_locked, failures},
};
use crate::{
    app::App,
    error::ApiError,
    keys,
    ports::alipay::{Certified, Failure},
    recovery::LockedRecovery,
    store::{
        challenges::{self, Challenge},
        rate_limits::{self, Allowance},
        visits, words,
    },
};
use regain_contract::{AccountKind, AuthCode, Method, Problem, VisitOutcome};
use serde::{Deserialize, Serialize};

/// A claimed visit: what a repetition needs to go on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claimed {
    challenge_id: String,
    opened_ms: i64,
    /// Names the use of the account's budget.
    use_id: String,
}

/// What came of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It proved who it is: the recovery went on.
    Passed,
    /// It did not: a fresh visit is open, and says why.
    Failed,
    /// It did not, and the account's budget is used up: the recovery has ended.
    Locked,
    /// The recovery went another way meanwhile.
    Stale,
}

/// Whether a code has the form that codes have; what it is is for Alipay to say.
pub fn is_code(code: &AuthCode) -> bool {
    let code = code.expose();
    (1..=128).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Claims the one result of the open visit. Refuses an expired one, and a second result.
pub async fn claim(recovery: &mut LockedRecovery, challenge: &Challenge) -> Result<i64, ApiError> {
    let visit =
        visits::find(&mut recovery.tx, &challenge.id).await?.ok_or(Problem::StaleVersion)?;
    let is_alive = challenge.is_open && challenge.expires_ms > recovery.now_ms;
    if !is_alive || !visits::claim(&mut recovery.tx, &challenge.id, recovery.now_ms).await? {
        return Err(Problem::StaleVersion.into());
    }
    Ok(visit.opened_ms)
}

/// Counts the result as a failure before it is known, on the account's budget (OTP-06); `None`
/// when that is used up, and the recovery has ended.
pub async fn count(
    recovery: &mut LockedRecovery,
    challenge: &Challenge,
    opened_ms: i64,
) -> Result<Option<Claimed>, ApiError> {
    let use_id = format!("visit {}", challenge.id);
    let mut limits = [failures(recovery)];
    let reading =
        rate_limits::take(&mut recovery.tx, &mut limits, &use_id, recovery.now_ms).await?;
    if let Allowance::WaitMs(_) = reading {
        end_if_locked(recovery).await?;
        return Ok(None);
    }
    Ok(Some(Claimed { challenge_id: challenge.id.clone(), opened_ms, use_id }))
}

/// Asks Alipay.
pub async fn ask(app: &App, claimed: &Claimed, code: &AuthCode) -> Result<Certified, Failure> {
    match &app.parties.alipay {
        Some(gateway) => gateway.identify(code, claimed.opened_ms, app.now_ms()).await,
        None => Err(Failure::Unavailable("not configured any more".into())),
    }
}

/// Judges a claimed visit and does what follows from it.
pub async fn judge(
    recovery: &mut LockedRecovery,
    claimed: &Claimed,
    said: Result<Certified, Failure>,
) -> Result<Verdict, ApiError> {
    let outcome = compare(recovery, said).await?;
    if !outcome.is_some_and(is_counted) {
        let meter = failures(recovery).meter;
        rate_limits::give_back(&mut recovery.tx, &meter, &claimed.use_id).await?;
    }
    let Some(outcome) = outcome else {
        let challenge =
            challenges::find(&mut recovery.tx, &recovery.stored.id, &claimed.challenge_id).await?;
        let challenge = challenge.ok_or(Problem::StaleVersion)?;
        let has_passed = prove_and_advance(recovery, &challenge).await?;
        return Ok(if has_passed { Verdict::Passed } else { Verdict::Stale });
    };
    if !recovery.is_about(&claimed.challenge_id) {
        return Ok(Verdict::Stale);
    }
    fail(recovery, outcome).await
}

/// Opens a fresh visit that says why the one before proved nothing, or ends the recovery.
pub async fn fail(
    recovery: &mut LockedRecovery,
    outcome: VisitOutcome,
) -> Result<Verdict, ApiError> {
    recovery.record("visit", &words::word(&outcome), Method::Alipay).await?;
    if is_counted(outcome) && end_if_locked(recovery).await? {
        return Ok(Verdict::Locked);
    }
    open_visit(recovery, Some(outcome)).await?;
    Ok(Verdict::Failed)
}

/// What is somebody's own doing counts against the budget; what the provider or the network did
/// does not.
const fn is_counted(outcome: VisitOutcome) -> bool {
    match outcome {
        VisitOutcome::OtherIdentity
        | VisitOutcome::WrongKind
        | VisitOutcome::NotCertified
        | VisitOutcome::WrongNumber => true,
        VisitOutcome::Cancelled
        | VisitOutcome::Refused
        | VisitOutcome::Unavailable
        | VisitOutcome::Other => false,
    }
}

/// Compares what Alipay certifies with the account's identity (IDP-03); `None` when it is the same.
/// All but the last comparison is about the visitor's own account and the kind that everybody sees,
/// and the last can only fail for a decoy: a stranger learns nothing.
async fn compare(
    recovery: &mut LockedRecovery,
    said: Result<Certified, Failure>,
) -> Result<Option<VisitOutcome>, ApiError> {
    let certified = match said {
        Ok(certified) => certified,
        Err(Failure::Unavailable(why)) => {
            tracing::warn!(why, "alipay does not answer");
            return Ok(Some(VisitOutcome::Unavailable));
        }
        Err(Failure::Refused(why)) => {
            tracing::warn!(why, "alipay is not believed");
            return Ok(Some(VisitOutcome::Refused));
        }
    };
    if !visits::is_new(&mut recovery.tx, &certified.answer_hash, recovery.now_ms).await? {
        tracing::warn!("alipay repeated an answer");
        return Ok(Some(VisitOutcome::Refused));
    }
    if certified.kind != recovery.profile.kind {
        return Ok(Some(VisitOutcome::WrongKind));
    }
    if !certified.is_certified || certified.number.is_empty() {
        return Ok(Some(VisitOutcome::NotCertified));
    }
    let kind = match certified.kind {
        AccountKind::Individual => "individual",
        AccountKind::Enterprise => "enterprise",
    };
    let hash = recovery.app.keys.certificate(kind, &certified.number);
    let is_same = recovery.profile.identity.as_deref().is_some_and(|own| keys::equal(own, &hash));
    Ok((!is_same).then_some(VisitOutcome::OtherIdentity))
}
