//! What an answer changes. An answer that nobody waits for changes nothing.

use super::submit::rank;
use super::{Next, files};
use crate::appeal::{Effect, Filed, Mailing, Page, Reply, Request, State, Uploads};
use crate::{Failure, History, RequestId, Sending};
use regain_contract::Problem;
use regain_contract::appeal::{Appeal, AppealStep, Standing};

/// Handles the answer of request `id`.
pub(super) fn replied(
    state: State,
    id: RequestId,
    answer: Result<Reply, Failure>,
    next: RequestId,
) -> Next {
    if state.sending().and_then(Sending::request) != Some(id) {
        return (state, vec![]);
    }
    match (state, answer) {
        (State::Door { .. } | State::Finding(_), Ok(Reply::Begun(begun))) => {
            let is_draft = matches!(begun.appeal.step, AppealStep::Answer(_));
            let token = begun.token.clone();
            let to = Filed::placed(begun.token, begun.appeal, id, Uploads::default());
            let mut effects = show(&to, History::Replace);
            effects.push(match is_draft {
                true => Effect::Remember(token),
                false => Effect::Look(token),
            });
            (to, effects)
        }
        (State::Door { kept, .. }, Err(failure)) => {
            (State::Door { kept, sending: Sending::Failed(failure) }, vec![])
        }
        (State::Finding(_), Err(failure)) => (State::Finding(Sending::Failed(failure)), vec![]),
        (State::Opening { token, .. }, Ok(Reply::Appeal(appeal))) => {
            let to = Filed::placed(token, appeal, id, Uploads::default());
            let effects = show(&to, History::Replace);
            (to, effects)
        }
        (State::Open(filed, sending), Ok(Reply::Appeal(appeal))) => {
            moved(filed, &sending, appeal, id)
        }
        (state, Err(Failure::Problem(Problem::RecoveryExpired))) => expired(&state),
        (State::Opening { token, at, .. }, Err(failure)) => {
            (State::Opening { token, at, sending: Sending::Failed(failure) }, vec![])
        }
        (State::Open(filed, sending), Err(failure)) => failed(filed, sending, failure, next),
        // The wrong kind of answer: the server is not the one this page was made for.
        (state, Ok(_)) if state.sending().is_some() => (State::Outdated, vec![]),
        (state, _) => (state, vec![]),
    }
}

/// The right to look is over: a submitted appeal can be looked up anew, a draft is gone.
fn expired(state: &State) -> Next {
    let is_look = match state {
        State::Opening { at, .. } => *at == Page::Status,
        State::Open(filed, _) => !filed.is_draft(),
        _ => false,
    };
    if is_look {
        let finding = State::Finding(Sending::Idle);
        let mut effects = show(&finding, History::Replace);
        effects.push(Effect::EndLook);
        return (finding, effects);
    }
    (State::Lost, vec![Effect::Forget])
}

/// Takes over an appeal that was read or moved on.
fn moved(mut filed: Filed, sending: &Sending, appeal: Appeal, id: RequestId) -> Next {
    let is_same_step = std::mem::discriminant(&filed.step) == std::mem::discriminant(&appeal.step);
    match sending {
        // What is typed stays; the list of files and the countdowns come up to date.
        Sending::Capturing(_) | Sending::Checking(..)
            if appeal.version == filed.version && is_same_step =>
        {
            files::refresh(&mut filed, appeal);
            let sending = Sending::settled(sending.failure().cloned());
            return (State::Open(filed, sending), vec![]);
        }
        _ => {}
    }
    if filed.is_draft() && is_deleted(&appeal) {
        return (State::Deleted, vec![Effect::Forget]);
    }
    let was_draft = filed.is_draft();
    let mailed = filed.mailing == Mailing::Asked;
    let from = rank(&filed.step);
    let uploads = std::mem::take(&mut filed.uploads);
    let told = match sending {
        Sending::Rereading(_, failure) if is_same_step => Some(failure.clone()),
        _ => None,
    };
    let to = match Filed::placed(filed.token, appeal, id, uploads) {
        State::Open(mut filed, _) => {
            filed.mailing = if mailed { Mailing::Sent } else { Mailing::No };
            State::Open(filed, Sending::settled(told))
        }
        state => state,
    };
    let mut effects = match &to {
        State::Open(filed, _) if rank(&filed.step) > from => show(&to, History::Push),
        _ => show(&to, History::Replace),
    };
    if let State::Open(filed, _) = &to
        && was_draft
        && !filed.is_draft()
    {
        // The token is good for looking at it a while.
        effects.extend([Effect::Forget, Effect::Look(filed.token.clone())]);
    }
    (to, effects)
}

/// A draft that was deleted is answered as withdrawn.
fn is_deleted(appeal: &Appeal) -> bool {
    match &appeal.step {
        AppealStep::Follow(follow) => matches!(follow.standing, Standing::Withdrawn {}),
        _ => false,
    }
}

fn failed(mut filed: Filed, sending: Sending, failure: Failure, next: RequestId) -> Next {
    filed.mailing = Mailing::No;
    let (sending, effects) = match (failure, sending) {
        // The person did not ask: nothing is told, what is typed is kept with the next try.
        (_, Sending::Capturing(_)) => (Sending::Idle, vec![]),
        (_, Sending::Checking(_, told)) => (Sending::settled(told), vec![]),
        (_, Sending::Rereading(_, first)) => (Sending::Failed(first), vec![]),
        (Failure::Problem(problem), _) if is_elsewhere(&problem) => {
            let send = Effect::Send(next, Request::Read(filed.token.clone()));
            (Sending::Rereading(next, Failure::Problem(problem)), vec![send])
        }
        (failure, _) => (Sending::Failed(failure), vec![]),
    };
    (State::Open(filed, sending), effects)
}

/// Whether a problem says that the appeal is not where the page shows it.
const fn is_elsewhere(problem: &Problem) -> bool {
    matches!(problem, Problem::StaleVersion | Problem::TooManyAttempts)
}

fn show(state: &State, history: History) -> Vec<Effect> {
    state.page().map(|page| Effect::Show(page, history)).into_iter().collect()
}
