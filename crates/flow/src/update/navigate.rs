//! Back, Forward, links and deep links: which addresses the state allows.

use super::{Next, abort, resume, submit};
use crate::{Aside, Command, Effect, History, Open, RequestId, Route, Sending, State};

/// Follows the address where the flow allows it, else puts the address right. Never sends a code.
pub(crate) fn went_to(state: State, route: Route, next: RequestId) -> Next {
    let form = route.intent();
    match (state, form) {
        (State::Aside(_, back), _) => went_to(*back, route, next),
        // To the form: away from a hand-off, a recovery, or its end.
        (State::Guest(guest), Some(intent)) => {
            (State::form(intent, None), abort(&State::Guest(guest)))
        }
        (State::Done(_) | State::Ended(_), Some(intent)) => {
            (State::form(intent, None), vec![Effect::Forget])
        }
        (
            State::Open(Open { token, .. }, sending) | State::Resuming { token, sending, .. },
            Some(intent),
        ) => {
            let effects = sending.request().map(Effect::Abort).into_iter().collect();
            (State::form(intent, Some(token)), effects)
        }
        (State::Account { intent: from, held, sending }, Some(to)) if from != to => {
            let effects = sending.request().map(Effect::Abort).into_iter().collect();
            (State::form(to, held), effects)
        }
        (state, _) => went_on(state, route, next),
    }
}

/// Follows an address that is not the form's.
fn went_on(state: State, route: Route, next: RequestId) -> Next {
    match (state, route) {
        (state, Route::NotFound) => (State::Aside(Aside::NotFound, Box::new(state)), vec![]),
        (state, Route::Appeal) => {
            (State::Aside(Aside::Appeal(Sending::Idle), Box::new(state)), vec![])
        }
        (State::Account { held: Some(token), sending, .. }, route) if route.intent().is_none() => {
            let mut effects: Vec<_> = sending.request().map(Effect::Abort).into_iter().collect();
            let (state, send) = resume(token, None, next);
            effects.extend(send);
            (state, effects)
        }
        // Back to the choice. The server keeps a code good for the same method.
        (State::Open(open, sending), Route::Methods) if open.may_go_back() => {
            submit::command(open, sending, Command::ChangeMethod, next)
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
