//! The one transition function of an appeal.

mod files;
mod reply;
mod submit;

use super::{Command, Effect, Event, Filed, Page, Request, State};
use crate::{Failure, History, RequestId, Sending};
use regain_contract::AppealToken;

/// A state and what is to be done on reaching it.
pub type Next = (State, Vec<Effect>);

/// Advances the appeal by one event. Total: an event that has no meaning in the state changes
/// nothing. `next` names the request that this event may cause; it must not have been used before.
#[must_use]
pub fn update(state: State, event: Event, next: RequestId) -> Next {
    match (state, event) {
        (_, Event::Started { at, kept, linked }) => started(at, kept, linked, next),
        (state, Event::Replied(id, answer)) => reply::replied(state, id, answer, next),
        (state, Event::WentTo(page)) => went_to(state, page, next),
        (State::Open(filed, sending), event) => open(filed, sending, event, next),
        (State::Door { kept: Some(token), sending }, Event::Continued) if !sending.is_busy() => {
            asked(token, Page::Begin, next)
        }
        (State::Opening { token, at, sending: Sending::Failed(_) }, Event::AskedToRetry) => {
            asked(token, at, next)
        }
        (State::Door { kept, sending }, Event::Began(locale)) if !sending.is_busy() => {
            let send = Effect::Send(next, Request::Begin(locale));
            (State::Door { kept, sending: Sending::Out(next) }, vec![send])
        }
        (State::Deleted | State::Lost, Event::Began(locale)) => {
            let send = Effect::Send(next, Request::Begin(locale));
            (State::Door { kept: None, sending: Sending::Out(next) }, vec![send])
        }
        (State::Finding(sending), Event::Found(find)) if !sending.is_busy() => {
            submit::find(find, next)
        }
        (state, _) => (state, vec![]),
    }
}

/// What a freshly opened page shows.
fn started(
    at: Page,
    kept: Option<AppealToken>,
    linked: Option<AppealToken>,
    next: RequestId,
) -> Next {
    match (at, linked, kept) {
        (_, Some(linked), _) => {
            let (state, mut effects) = asked(linked.clone(), at, next);
            effects.push(Effect::Remember(linked));
            (state, effects)
        }
        (Page::Begin, None, kept) => (State::Door { kept, sending: Sending::Idle }, vec![]),
        (Page::Status, None, None) => (State::Finding(Sending::Idle), vec![]),
        (at, None, Some(kept)) => asked(kept, at, next),
        (_, None, None) => {
            let door = State::Door { kept: None, sending: Sending::Idle };
            (door, vec![Effect::Show(Page::Begin, History::Replace)])
        }
    }
}

fn asked(token: AppealToken, at: Page, next: RequestId) -> Next {
    let read = Effect::Send(next, Request::Read(token.clone()));
    (State::Opening { token, at, sending: Sending::Out(next) }, vec![read])
}

/// Back, Forward and links. Never sends a code, never loses what is on its way.
fn went_to(state: State, page: Page, next: RequestId) -> Next {
    match (state, page) {
        (state, page) if state.page() == Some(page) => (state, vec![]),
        (State::Open(filed, sending), page) if filed.is_draft() && !sending.is_busy() => {
            match page.place() {
                Some(place) => submit::command(filed, &sending, Command::Move(place), next),
                None => leave(filed, &sending),
            }
        }
        (State::Open(filed, sending), Page::Begin) if !sending.is_busy() => {
            let effects = give_up(&filed, &sending);
            (State::Door { kept: None, sending: Sending::Idle }, effects)
        }
        (
            State::Door { .. } | State::Deleted | State::Lost | State::Finding(_),
            page @ (Page::Status | Page::Begin),
        ) => match page {
            Page::Status => (State::Finding(Sending::Idle), vec![]),
            _ => (State::Door { kept: None, sending: Sending::Idle }, vec![]),
        },
        (state, _) => {
            let page = state.page();
            let show = page.map(|page| Effect::Show(page, History::Replace));
            (state, show.into_iter().collect())
        }
    }
}

/// From a draft to the form that finds a submitted appeal; the draft stays kept.
fn leave(filed: Filed, sending: &Sending) -> Next {
    let effects = give_up(&filed, sending);
    (State::Finding(Sending::Idle), effects)
}

fn give_up(filed: &Filed, sending: &Sending) -> Vec<Effect> {
    let upload = filed.uploads.sending().map(Effect::AbortUpload);
    sending.request().map(Effect::Abort).into_iter().chain(upload).collect()
}

/// What happens to an open appeal.
fn open(filed: Filed, sending: Sending, event: Event, next: RequestId) -> Next {
    match event {
        Event::Progressed(id, percent) => {
            let mut filed = filed;
            filed.uploads.progressed(id, percent);
            (State::Open(filed, sending), vec![])
        }
        Event::Picked(picked) => files::picked(filed, sending, picked),
        Event::Uploaded(id, answer) => files::uploaded(filed, sending, id, answer),
        Event::RetriedUpload(id) => files::retried(filed, sending, id),
        Event::CancelledUpload(id) => files::cancelled(filed, sending, id),
        Event::Returned if matches!(sending, Sending::Idle | Sending::Failed(_)) => {
            let send = Effect::Send(next, Request::Read(filed.token.clone()));
            let sending = Sending::Checking(next, sending.failure().cloned());
            (State::Open(filed, sending), vec![send])
        }
        Event::Typed(details) if !sending.is_busy() => submit::keep(filed, sending, details, next),
        event if !sending.is_busy() => submit::submitted(filed, sending, event, next),
        _ => (State::Open(filed, sending), vec![]),
    }
}

/// Tells a failure of the open appeal.
fn fail(filed: Filed, sending: &Sending, failure: Failure) -> Next {
    let effects = sending.request().map(Effect::Abort).into_iter().collect();
    (State::Open(filed, Sending::Failed(failure)), effects)
}
