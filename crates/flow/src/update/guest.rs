//! What happens to a hand-off: the same rules as for a recovery, on another resource.

use super::answer::moved_elsewhere;
use super::beyond_codes::too_long;
use super::{Next, abort, start_over};
use crate::{
    Effect, Event, Failure, Guest, Help, Helping, Memory, Note, Reply, Request, RequestId, Route,
    Sending, State, Verdict,
};
use regain_contract::{Confirm, Decide, Decision, HandOff, HandOffTicket, Password, Problem, Task};

/// Asks the server what a ticket is for.
pub(crate) fn open(ticket: HandOffTicket, at: Route, next: RequestId) -> Next {
    let read = Effect::Send(next, Request::ReadHandOff(ticket.clone()));
    (State::Guest(Guest::Opening { ticket, at, sending: Sending::Out(next) }), vec![read])
}

/// Advances a hand-off by one event.
pub(crate) fn happened(guest: Guest, event: Event, next: RequestId) -> Next {
    match (guest, event) {
        (guest, Event::Answered(id, answer)) => answered(guest, id, answer, next),
        (Guest::Open(helping, sending), Event::NoticedHandOff(hand_off)) => {
            noticed(helping, sending, hand_off, next)
        }
        (Guest::Open(helping, sending), Event::NoticedEnd) if !sending.is_busy() => {
            let effects = abort(&State::Guest(Guest::Open(helping.clone(), sending)));
            (State::Guest(Guest::Lost { at: helping.at }), effects)
        }
        (Guest::Open(helping, sending @ (Sending::Idle | Sending::Failed(_))), Event::Returned) => {
            let send = Effect::Send(next, Request::ReadHandOff(helping.ticket.clone()));
            let sending = Sending::Checking(next, sending.failure().cloned());
            (State::Guest(Guest::Open(helping, sending)), vec![send])
        }
        (Guest::Opening { ticket, at, sending: Sending::Failed(_) }, Event::AskedToRetry) => {
            open(ticket, at, next)
        }
        (Guest::Taking { state, auth_code, sending: Sending::Failed(_) }, Event::AskedToRetry) => {
            let send = Effect::Send(next, Request::TakeVisit { state: state.clone() });
            let sending = Sending::Out(next);
            (State::Guest(Guest::Taking { state, auth_code, sending }), vec![send])
        }
        (guest, Event::AskedToStartOver) => start_over(&State::Guest(guest)),
        (Guest::Open(helping, sending), event) if !sending.is_busy() => {
            submitted(helping, sending, event, next)
        }
        (guest, _) => (State::Guest(guest), vec![]),
    }
}

fn noticed(helping: Helping, sending: Sending, hand_off: HandOff, next: RequestId) -> Next {
    if hand_off.version <= helping.version || sending.is_busy() {
        return (State::Guest(Guest::Open(helping, sending)), vec![]);
    }
    let effects = sending.request().map(Effect::Abort).into_iter().collect();
    let Helping { ticket, at, auth_code, .. } = helping;
    (Helping::placed((ticket, at), auth_code, hand_off, next), effects)
}

fn answered(guest: Guest, id: RequestId, answer: Result<Reply, Failure>, next: RequestId) -> Next {
    if guest.sending().and_then(Sending::request) != Some(id) {
        return (State::Guest(guest), vec![]);
    }
    match (guest, answer) {
        (Guest::Opening { ticket, at, .. }, Ok(Reply::HandOff(hand_off))) => {
            (Helping::placed((ticket, at), None, hand_off, id), vec![])
        }
        (Guest::Taking { auth_code, .. }, Ok(Reply::Taken(taken))) => {
            let remember = Effect::Remember(Memory::Ticket(taken.ticket.clone()));
            let place = (taken.ticket, Route::HandOff);
            (Helping::placed(place, auth_code, taken.hand_off, id), vec![remember])
        }
        (Guest::Open(helping, sending), Ok(Reply::HandOff(hand_off))) => {
            reread(helping, &sending, hand_off, id)
        }
        (guest, Err(Failure::Problem(Problem::RecoveryExpired))) => {
            (State::Guest(Guest::Lost { at: guest.route() }), vec![])
        }
        (Guest::Open(helping, sending), Err(failure)) => failed(helping, sending, failure, next),
        (guest, Err(failure)) => (State::Guest(guest.failed(failure)), vec![]),
        // The wrong kind of answer: the server is not the one this page was made for.
        (_, Ok(_)) => (State::Outdated, vec![]),
    }
}

/// Takes over a hand-off that was read or moved on, and tells what is still to be told.
fn reread(helping: Helping, sending: &Sending, hand_off: HandOff, id: RequestId) -> Next {
    let is_same_version = hand_off.version == helping.version;
    let Helping { ticket, at, auth_code, task, .. } = helping;
    let is_same_task = core::mem::discriminant(&task) == core::mem::discriminant(&hand_off.task);
    let told = match sending {
        Sending::Checking(_, told) if is_same_version => told.clone(),
        Sending::Rereading(_, failure) if is_same_task => Some(failure.clone()),
        _ => None,
    };
    let state = match Helping::placed((ticket, at), auth_code, hand_off, id) {
        State::Guest(Guest::Open(helping, _)) => {
            State::Guest(Guest::Open(helping, Sending::settled(told)))
        }
        state => state,
    };
    (state, vec![])
}

fn failed(helping: Helping, sending: Sending, failure: Failure, next: RequestId) -> Next {
    let (sending, effects) = match (failure, sending) {
        (_, Sending::Checking(_, told)) => (Sending::settled(told), vec![]),
        (_, Sending::Rereading(_, first)) => (Sending::Failed(first), vec![]),
        (Failure::Problem(problem), _) if moved_elsewhere(&problem) => {
            let send = Effect::Send(next, Request::ReadHandOff(helping.ticket.clone()));
            (Sending::Rereading(next, Failure::Problem(problem)), vec![send])
        }
        (failure, _) => (Sending::Failed(failure), vec![]),
    };
    (State::Guest(Guest::Open(helping, sending)), effects)
}

fn submitted(helping: Helping, sending: Sending, event: Event, next: RequestId) -> Next {
    let outcome = match (&helping.task, event) {
        (Task::Approve(_), Event::Decided { verdict, number, password, note }) => {
            decide(verdict, number, password, &note)
        }
        (Task::ConfirmVisit(_), Event::PickedNumber(number)) => {
            let auth_code = helping.auth_code.clone();
            number
                .map(|number| Help::Confirm(Confirm { number, auth_code }))
                .ok_or(Failure::NumberMissing)
        }
        (Task::ScanFace(step), Event::ChoseCamera { is_agreed: true }) => {
            Ok(Help::StartFace(step.consent.version))
        }
        (Task::ScanFace(_), Event::ChoseCamera { is_agreed: false }) => {
            Err(Failure::ConsentMissing)
        }
        (Task::ScanFace(step), Event::TookFrame(frame))
            if sending == Sending::Idle && step.guidance.is_some() =>
        {
            let (helping, effects) = help(helping, &sending, Help::SubmitFrame(frame), next);
            return (State::Guest(Guest::Open(helping, Sending::Capturing(next))), effects);
        }
        (Task::Stop(_), Event::Stopped) => Ok(Help::Stop),
        (Task::ScanFace(_) | Task::ConfirmVisit(_) | Task::Stop(_), Event::Declined) => {
            Ok(Help::Decline)
        }
        _ => return (State::Guest(Guest::Open(helping, sending)), vec![]),
    };
    match outcome {
        Ok(command) => {
            let (helping, effects) = help(helping, &sending, command, next);
            (State::Guest(Guest::Open(helping, Sending::Out(next))), effects)
        }
        Err(failure) => {
            let effects = sending.request().map(Effect::Abort).into_iter().collect();
            (State::Guest(Guest::Open(helping, Sending::Failed(failure))), effects)
        }
    }
}

/// Checks the administrator's form. Refusing needs no number: who refuses may not see one.
fn decide(
    verdict: Verdict,
    number: Option<String>,
    password: Password,
    note: &Note,
) -> Result<Help, Failure> {
    let decision = match (verdict, number) {
        (Verdict::Approve, None) => return Err(Failure::NumberMissing),
        (Verdict::Approve, Some(number)) => Decision::Approve { number },
        (Verdict::Refuse, _) => Decision::Refuse,
        (Verdict::Report, _) => Decision::Report,
    };
    if password.expose().is_empty() {
        return Err(Failure::PasswordMissing);
    }
    if let Some(failure) = too_long(note) {
        return Err(failure);
    }
    let note = note.0.trim().to_owned();
    Ok(Help::Decide(Decide { password, decision, note }))
}

/// Sends a command, in place of a check or a picture that may be out.
fn help(
    helping: Helping,
    sending: &Sending,
    help: Help,
    next: RequestId,
) -> (Helping, Vec<Effect>) {
    let mut effects: Vec<_> = sending.request().map(Effect::Abort).into_iter().collect();
    let (ticket, version) = (helping.ticket.clone(), helping.version);
    effects.push(Effect::Send(next, Request::Help { ticket, version, help }));
    (helping, effects)
}
