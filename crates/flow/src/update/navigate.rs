//! Back, Forward, links and deep links: which addresses the state allows.

use super::{Next, abort, resume, submit};
use crate::{Aside, Command, Effect, History, RequestId, Route, Sending, State};

/// Follows the address where the flow allows it, else puts the address right. Never sends a code.
pub(crate) fn went_to(state: State, route: Route, next: RequestId) -> Next {
    match (state, route) {
        (State::Aside(_, back), route) => went_to(*back, route, next),
        // Away from a hand-off: to a recovery of one's own.
        (State::Guest(guest), Route::Account) => (State::first(), abort(&State::Guest(guest))),
        (state, Route::NotFound) => (State::Aside(Aside::NotFound, Box::new(state)), vec![]),
        (state, Route::Appeal) => (State::Aside(Aside::Appeal, Box::new(state)), vec![]),
        (State::Open(open, sending), Route::Account) => {
            let effects = sending.request().map(Effect::Abort).into_iter().collect();
            (State::Account { held: Some(open.token), sending: Sending::Idle }, effects)
        }
        (State::Account { held: Some(token), sending }, route) if route != Route::Account => {
            let mut effects: Vec<_> = sending.request().map(Effect::Abort).into_iter().collect();
            let (state, send) = resume(token, None, next);
            effects.extend(send);
            (state, effects)
        }
        (State::Resuming { token, sending, .. }, Route::Account) => {
            let effects = sending.request().map(Effect::Abort).into_iter().collect();
            (State::Account { held: Some(token), sending: Sending::Idle }, effects)
        }
        // Back to the choice. The server keeps a code good for the same method.
        (State::Open(open, sending), Route::Methods) if open.step.may_go_back() => {
            submit::command(open, sending, Command::ChangeMethod, next)
        }
        (State::Done(_) | State::Ended(_), Route::Account) => {
            (State::first(), vec![Effect::Forget])
        }
        (state, route) if state.route() == Some(route) => (state, vec![]),
        (state, _) => {
            let effects = put_right(&state);
            (state, effects)
        }
    }
}

/// Shows the address that belongs to the state in place of the current one.
pub(crate) fn put_right(state: &State) -> Vec<Effect> {
    let route = state.route();
    route.map(|route| Effect::ShowRoute(route, History::Replace)).into_iter().collect()
}

/// How the address of a new state enters the history: forward steps as new entries, so that Back
/// leads to the step before; steps back, and the end, in place.
pub(crate) fn history(from: &State, to: &State) -> History {
    match (from, to) {
        (State::Account { .. }, State::Open(..)) => History::Push,
        (State::Open(from, _), State::Open(to, _)) if from.step.rank() < to.step.rank() => {
            History::Push
        }
        (State::Open(..), State::Done(_) | State::Ended(_)) => History::Push,
        _ => History::Replace,
    }
}
