//! What an answer changes. An answer that nobody waits for changes nothing.

use super::{Next, memory, navigate, submit};
use crate::live::placed;
use crate::{
    Command, DeviceCopy, Effect, Ending, Failure, Live, Memory, Open, Reply, Request, RequestId,
    Sending, State,
};
use regain_contract::{Problem, Recovery};

/// Handles the answer of request `id`.
pub(crate) fn answered(
    state: State,
    id: RequestId,
    answer: Result<Reply, Failure>,
    next: RequestId,
) -> Next {
    if state.sending().and_then(Sending::request) != Some(id) {
        return (state, vec![]);
    }
    match (state, answer) {
        (from @ State::Account { .. }, Ok(Reply::Begun(begun))) => {
            let to = placed(begun.token.clone(), begun.recovery, id);
            let (to, mut effects) = moved(&from, to);
            if matches!(to, State::Outdated) {
                // A reload, which that screen asks for, goes on with it.
                let (token, device_copy) = (begun.token, DeviceCopy::Goes);
                effects.push(Effect::Remember(Memory::Token { token, device_copy }));
            }
            (to, effects)
        }
        (State::Account { intent, held, .. }, Err(failure)) => {
            (State::Account { intent, held, sending: Sending::Failed(failure) }, vec![])
        }
        (State::Resuming { token, arrived, sending }, Ok(Reply::Recovery(recovery))) => {
            let to = placed(token.clone(), recovery, id);
            let (to, mut effects) = moved(&State::Resuming { token, arrived: None, sending }, to);
            match (to, arrived) {
                (State::Open(open, _), Some(result)) if matches!(open.step, Live::Visit(_)) => {
                    let command = Command::ReportVisit(result);
                    let (to, send) = submit::command(open, Sending::Idle, command, next);
                    effects.extend(send);
                    (to, effects)
                }
                (to, _) => (to, effects),
            }
        }
        (State::Open(open, sending), Ok(Reply::Recovery(recovery))) => {
            reread(open, sending, recovery, id)
        }
        (from, Err(Failure::Problem(Problem::RecoveryExpired))) => {
            moved(&from, State::Ended(Ending::Expired))
        }
        (State::Resuming { token, arrived, .. }, Err(failure)) => {
            (State::Resuming { token, arrived, sending: Sending::Failed(failure) }, vec![])
        }
        (State::Open(open, sending), Err(failure)) => failed(open, sending, failure, next),
        // The wrong kind of answer: the server is not the one this page was made for.
        (State::Account { .. } | State::Resuming { .. } | State::Open(..), Ok(_)) => {
            (State::Outdated, vec![])
        }
        (state, _) => (state, vec![]),
    }
}

/// Takes over a recovery that was read or moved on, and tells what is still to be told.
fn reread(open: Open, sending: Sending, recovery: Recovery, id: RequestId) -> Next {
    let is_same_version = recovery.version == open.version;
    let to = match (placed(open.token.clone(), recovery, id), &sending) {
        // A look that found the same step brings its countdowns up to date and nothing else.
        (State::Open(to, _), Sending::Checking(..) | Sending::Capturing(_))
            if is_same_version && to.step.route() == open.step.route() =>
        {
            return (State::Open(to, Sending::settled(sending.failure().cloned())), vec![]);
        }
        (State::Open(to, _), Sending::Rereading(_, failure))
            if is_worth_telling(failure, &open, &to) =>
        {
            State::Open(to, Sending::Failed(failure.clone()))
        }
        (to, _) => to,
    };
    moved(&State::Open(open, sending), to)
}

/// Whether a failure still means something at the step that the recovery turned out to be at. A
/// stale version does not, when the step is another: the step itself is the news.
fn is_worth_telling(failure: &Failure, from: &Open, to: &Open) -> bool {
    *failure != Failure::Problem(Problem::StaleVersion) || from.step.route() == to.step.route()
}

fn failed(mut open: Open, sending: Sending, failure: Failure, next: RequestId) -> Next {
    match (&failure, sending) {
        // Nobody asked for the look, so nobody is told that it failed.
        (_, Sending::Checking(_, told)) => (State::Open(open, Sending::settled(told)), vec![]),
        (_, Sending::Rereading(_, first)) => (State::Open(open, Sending::Failed(first)), vec![]),
        (Failure::Problem(problem), _) if moved_elsewhere(problem) => {
            let send = Effect::Send(next, Request::Read(open.token.clone()));
            (State::Open(open, Sending::Rereading(next, failure)), vec![send])
        }
        (Failure::Problem(Problem::WrongCode { attempts_left }), _) => {
            if let Live::PhoneCode(step) | Live::EmailCode(step) = &mut open.step {
                step.attempts_left = *attempts_left;
            }
            settled(open, failure)
        }
        _ => settled(open, failure),
    }
}

fn settled(open: Open, failure: Failure) -> Next {
    let state = State::Open(open, Sending::Failed(failure));
    let effects = navigate::put_right(&state);
    (state, effects)
}

/// Problems that say the recovery is no longer where this page shows it.
pub(crate) const fn moved_elsewhere(problem: &Problem) -> bool {
    matches!(problem, Problem::StaleVersion | Problem::TooManyAttempts | Problem::MethodUnavailable)
}

/// Shows the new state's address and remembers what a reload needs.
pub(crate) fn moved(from: &State, to: State) -> Next {
    let mut effects: Vec<_> = memory(&to).into_iter().collect();
    if let Some(route) = to.route() {
        effects.push(Effect::ShowRoute(route, navigate::history(from, &to)));
    }
    (to, effects)
}
