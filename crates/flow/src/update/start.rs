//! What a freshly opened page shows.

use super::{Next, guest, navigate, resume};
use crate::{Arrival, Aside, Effect, Guest, Memory, Request, RequestId, Route, Sending, State};
use regain_contract::{Done, FlowToken, HandOffTicket, ProviderResult};

/// Decides by the address, what the tab remembers, and what came with the address.
pub(crate) fn started(
    at: Route,
    (token, done): (Option<FlowToken>, Option<Done>),
    (ticket, arrival): (Option<HandOffTicket>, Option<Arrival>),
    next: RequestId,
) -> Next {
    match (at, arrival, ticket) {
        (Route::Approve | Route::HandOff, Some(Arrival::Ticket(ticket)), _) => {
            let (state, mut effects) = guest::open(ticket.clone(), at, next);
            effects.push(Effect::Remember(Memory::Ticket(ticket)));
            (state, effects)
        }
        (Route::Approve | Route::HandOff, _, Some(ticket)) => guest::open(ticket, at, next),
        (Route::Approve | Route::HandOff, ..) => (State::Guest(Guest::Lost { at }), vec![]),
        (Route::VerifyAlipay, Some(Arrival::Visit { state, auth_code }), _) => match token {
            Some(token) => resume(token, Some(ProviderResult { state, auth_code }), next),
            // Another browser than the one that the recovery began in (IDP-06).
            None => take(state, auth_code, next),
        },
        (at, ..) => begun(at, token, done, next),
    }
}

fn take(state: String, auth_code: Option<regain_contract::AuthCode>, next: RequestId) -> Next {
    let send = Effect::Send(next, Request::TakeVisit { state: state.clone() });
    let guest = State::Guest(Guest::Taking { state, auth_code, sending: Sending::Out(next) });
    let mut effects = vec![send];
    effects.extend(navigate::put_right(&guest));
    (guest, effects)
}

/// The recovery of the tab itself.
fn begun(at: Route, token: Option<FlowToken>, done: Option<Done>, next: RequestId) -> Next {
    // The form stands in the page already: nothing may delay it.
    if let Some(intent) = at.intent() {
        return (State::form(intent, token), vec![]);
    }
    let (state, mut effects) = match (token, done) {
        (Some(token), _) => resume(token, None, next),
        (None, Some(done)) => (State::Done(done), vec![]),
        (None, None) => (State::first(), vec![]),
    };
    match at {
        Route::NotFound => (State::Aside(Aside::NotFound, Box::new(state)), effects),
        Route::Appeal => (State::Aside(Aside::Appeal(Sending::Idle), Box::new(state)), effects),
        _ => {
            effects.extend(navigate::put_right(&state));
            (state, effects)
        }
    }
}
