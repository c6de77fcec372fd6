//! Makes the hand-off that the receiver of a notice sees behind its link.

use super::seconds_until;
use crate::{
    error::ApiError,
    identifier::Identifier,
    keys::sha256_hex,
    mask,
    store::{
        Tx, accounts,
        appeals::{self, State},
        stop_links::StopLink,
    },
};
use regain_contract::{
    Account, HandOff, HandOffOutcome, Over, Problem, RequestContext, Stop, Stoppable, Task,
};

/// How a link ended; `None` while it can stop something. That it took too long, that the password
/// is another one by now, and that the appeal went another way, is not written down.
pub async fn stop_outcome(
    tx: &mut Tx,
    link: &StopLink,
    now_ms: i64,
) -> Result<Option<HandOffOutcome>, ApiError> {
    if link.outcome.is_some() {
        return Ok(link.outcome);
    }
    if link.expires_ms <= now_ms {
        return Ok(Some(HandOffOutcome::Expired));
    }
    let can_be_stopped = match link.what {
        Stoppable::PasswordChanged => {
            let stored = accounts::password_hash(tx, &link.account_id).await?.unwrap_or_default();
            sha256_hex(stored.as_bytes()) == link.mark
        }
        Stoppable::PhoneChanging | Stoppable::PhoneChanged => {
            let filed = appeals::find(tx, &link.subject_id).await?;
            filed.is_some_and(|filed| {
                matches!(filed.state, State::Approved | State::Bound) && filed.erased_ms.is_none()
            })
        }
        Stoppable::Other => false,
    };
    Ok((!can_be_stopped).then_some(HandOffOutcome::Withdrawn))
}

/// The whole hand-off at `now_ms`.
pub async fn stop_link(tx: &mut Tx, link: &StopLink, now_ms: i64) -> Result<HandOff, ApiError> {
    let outcome = stop_outcome(tx, link, now_ms).await?;
    // An end that is not written down has its version all the same.
    let is_unwritten = outcome.is_some() && link.outcome.is_none();
    let version = link.version + i64::from(is_unwritten);
    let (username, kind) =
        accounts::named(tx, &link.account_id).await?.ok_or(Problem::RecoveryExpired)?;
    Ok(HandOff {
        version: u32::try_from(version).unwrap_or(u32::MAX),
        expires_in_s: match outcome {
            Some(_) => 0,
            None => seconds_until(link.expires_ms, now_ms),
        },
        account: Account { kind, label: mask::identifier(&Identifier::Username(username)) },
        asker: RequestContext {
            asked_s_ago: u32::try_from((now_ms - link.asked_ms) / 1000).unwrap_or(0),
            browser: link.asker.browser.clone(),
            system: link.asker.system.clone(),
            place: link.asker.place.clone(),
        },
        task: match outcome {
            Some(outcome) => Task::Over(Over { outcome }),
            None => Task::Stop(Stop { what: link.what }),
        },
    })
}
