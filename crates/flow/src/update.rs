//! The one transition function.

mod answer;
mod beyond_codes;
mod guest;
mod navigate;
mod notice;
mod start;
mod submit;

pub use beyond_codes::beyond_codes;

use crate::{Aside, Effect, Event, Memory, Request, RequestId, Route, Sending, State};
use regain_contract::{FlowToken, ProviderResult};

/// A state and what is to be done on reaching it.
pub type Next = (State, Vec<Effect>);

/// The type of [`beyond_codes`].
pub type BeyondCodes = fn(State, Event, RequestId) -> Next;

/// Advances the recovery by one event. Total: an event that has no meaning in the state (a late
/// answer, a double click) changes nothing. `next` names the request that this event may cause; it
/// must not have been used before.
#[must_use]
pub fn update(state: State, event: Event, next: RequestId) -> Next {
    update_with(beyond_codes, state, event, next)
}

/// [`update`] for a caller that brings its own [`beyond_codes`]. The page does, because its first
/// download leaves that part out; see "Small wasm" in `docs/architecture.md`.
#[must_use]
pub fn update_with(beyond: BeyondCodes, state: State, event: Event, next: RequestId) -> Next {
    match (state, event) {
        (_, Event::Started { at, token, done, ticket, arrival }) => {
            start::started(at, (token, done), (ticket, arrival), next)
        }
        (state, Event::WentTo(route)) => navigate::went_to(state, route, next),
        (State::Aside(Aside::Appeal(_), back), Event::MovedBeside { sending, .. }) => {
            (State::Aside(Aside::Appeal(sending), back), vec![])
        }
        (State::Aside(aside, back), event) => beside(beyond, (aside, *back), event, next),
        (state @ State::Guest(_), event) => beyond(state, event, next),
        (state, Event::Answered(id, answer)) => answer::answered(state, id, answer, next),
        (state, event @ (Event::NoticedRecovery(_) | Event::NoticedEnd)) => {
            beyond(state, event, next)
        }
        (state, Event::Returned) => submit::check(state, next),
        (state, Event::AskedToRetry) => submit::retry(state, next),
        (state, Event::AskedToStartOver) => start_over(&state),
        (state, event) => submit::submitted(beyond, state, event, next),
    }
}

/// Asks the server where a remembered recovery stands. What a provider brought back is reported
/// after that, when the recovery still waits for it.
pub(crate) fn resume(token: FlowToken, arrived: Option<ProviderResult>, next: RequestId) -> Next {
    let read = Effect::Send(next, Request::Read(token.clone()));
    (State::Resuming { token, arrived, sending: Sending::Out(next) }, vec![read])
}

/// Lets the flow go on behind a page beside it, without a change of address.
fn beside(
    beyond: BeyondCodes,
    (aside, back): (Aside, State),
    event: Event,
    next: RequestId,
) -> Next {
    if matches!(event, Event::AskedToStartOver) {
        return start_over(&back);
    }
    let (back, mut effects) = update_with(beyond, back, event, next);
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
        State::Open(open, _) => {
            let device_copy = open.step.device_copy();
            Some(Effect::Remember(Memory::Token { token: open.token.clone(), device_copy }))
        }
        State::Done(done) => Some(Effect::Remember(Memory::Done(done.clone()))),
        State::Ended(_) => Some(Effect::Forget),
        State::Account { .. }
        | State::Resuming { .. }
        | State::Outdated
        | State::Guest(_)
        | State::Aside(..) => None,
    }
}
