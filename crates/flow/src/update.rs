//! The one transition function.

mod answer;
mod navigate;
mod submit;

use crate::{Aside, Effect, Event, Memory, Request, RequestId, Route, Sending, State};
use regain_contract::{Done, FlowToken};

/// A state and what is to be done on reaching it.
pub(crate) type Next = (State, Vec<Effect>);

/// Advances the recovery by one event. Total: an event that has no meaning in the state (a late
/// answer, a double click) changes nothing. `next` names the request that this event may cause; it
/// must not have been used before.
#[must_use]
pub fn update(state: State, event: Event, next: RequestId) -> Next {
    match (state, event) {
        (_, Event::Started { at, token, done }) => started(at, token, done, next),
        (state, Event::WentTo(route)) => navigate::went_to(state, route, next),
        (State::Aside(aside, back), event) => beside(aside, *back, event, next),
        (state, Event::Answered(id, answer)) => answer::answered(state, id, answer, next),
        (state, Event::Returned) => submit::check(state, next),
        (state, Event::AskedToRetry) => submit::retry(state, next),
        (state, Event::AskedToStartOver) => start_over(&state),
        (state, event) => submit::submitted(state, event, next),
    }
}

/// Decides what a freshly opened page shows.
fn started(at: Route, token: Option<FlowToken>, done: Option<Done>, next: RequestId) -> Next {
    let (state, mut effects) = match (token, done) {
        // The form stands in the page already: nothing may delay it.
        (held, _) if at == Route::Account => {
            (State::Account { held, sending: Sending::Idle }, vec![])
        }
        (Some(token), _) => resume(token, next),
        (None, Some(done)) => (State::Done(done), vec![]),
        (None, None) => (State::first(), vec![]),
    };
    match at {
        Route::NotFound => (State::Aside(Aside::NotFound, Box::new(state)), effects),
        Route::Appeal => (State::Aside(Aside::Appeal, Box::new(state)), effects),
        _ => {
            effects.extend(navigate::put_right(&state));
            (state, effects)
        }
    }
}

/// Asks the server where a remembered recovery stands.
pub(crate) fn resume(token: FlowToken, next: RequestId) -> Next {
    let read = Effect::Send(next, Request::Read(token.clone()));
    (State::Resuming { token, sending: Sending::Out(next) }, vec![read])
}

/// Lets the flow go on behind a page beside it, without a change of address.
fn beside(aside: Aside, back: State, event: Event, next: RequestId) -> Next {
    if event == Event::AskedToStartOver {
        return start_over(&back);
    }
    let (back, mut effects) = update(back, event, next);
    effects.retain(|effect| !matches!(effect, Effect::ShowRoute(..)));
    (State::Aside(aside, Box::new(back)), effects)
}

/// Leaves everything behind for a new recovery.
fn start_over(state: &State) -> Next {
    let mut effects = abort(state);
    effects.push(Effect::Forget);
    effects.push(Effect::ShowRoute(Route::Account, crate::History::Push));
    (State::first(), effects)
}

/// Gives up the request that is out, if one is.
pub(crate) fn abort(state: &State) -> Vec<Effect> {
    state.sending().and_then(Sending::request).map(Effect::Abort).into_iter().collect()
}

/// What the tab is to remember in a state that an answer has led to.
pub(crate) fn memory(state: &State) -> Option<Effect> {
    match state {
        State::Open(open, _) => Some(Effect::Remember(Memory::Token(open.token.clone()))),
        State::Done(done) => Some(Effect::Remember(Memory::Done(done.clone()))),
        State::Ended(_) => Some(Effect::Forget),
        State::Account { .. } | State::Resuming { .. } | State::Outdated | State::Aside(..) => None,
    }
}
