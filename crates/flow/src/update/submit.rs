//! What a person submits, checked here first so that a mistake is told at once.

use super::{BeyondCodes, Next, resume};
use crate::{
    Command, Effect, Event, Failure, Live, Open, Request, RequestId, Sending, State, TypedCode,
};
use regain_contract::{Begin, FlowToken, Password, Problem};
use regain_policy::{Context, check as check_password};

/// Handles a submission. While the person's own request is out, nothing happens.
pub(crate) fn submitted(beyond: BeyondCodes, state: State, event: Event, next: RequestId) -> Next {
    match (state, event) {
        (
            State::Account { intent, held, sending },
            Event::SubmittedIdentifier { identifier, locale, return_to, country_code },
        ) if !sending.is_busy() => {
            let begin = Begin { intent, identifier: identifier.0, locale, return_to, country_code };
            submit_account(held, &sending, begin, next)
        }
        (State::Open(open, sending), event) if !sending.is_busy() => {
            open_step(beyond, (open, sending), event, next)
        }
        // A double click, or an event for another step.
        (state, _) => (state, vec![]),
    }
}

fn submit_account(
    held: Option<FlowToken>,
    sending: &Sending,
    begin: Begin,
    next: RequestId,
) -> Next {
    let intent = begin.intent;
    let mut effects: Vec<_> = sending.request().map(Effect::Abort).into_iter().collect();
    if begin.identifier.trim().is_empty() {
        let sending = Sending::Failed(Failure::IdentifierMissing);
        return (State::Account { intent, held, sending }, effects);
    }
    effects.push(Effect::Send(next, Request::Begin(begin)));
    (State::Account { intent, held, sending: Sending::Out(next) }, effects)
}

fn open_step(
    beyond: BeyondCodes,
    (open, sending): (Open, Sending),
    event: Event,
    next: RequestId,
) -> Next {
    match (&open.step, event) {
        (Live::ChooseMethod(_), Event::ChoseMethod(method)) => {
            command(open, sending, Command::ChooseMethod(method), next)
        }
        (Live::PhoneCode(step) | Live::EmailCode(step), Event::SubmittedCode(text)) => {
            let length = step.length;
            code(open, sending, &text, length, next)
        }
        (Live::PhoneCode(_) | Live::EmailCode(_), Event::AskedForNewCode) => {
            command(open, sending, Command::Resend, next)
        }
        (_, Event::AskedForOtherMethod) if open.may_change_method() => {
            command(open, sending, Command::ChangeMethod, next)
        }
        (_, Event::AskedForMoreTime) if open.may_extend => {
            command(open, sending, Command::Extend, next)
        }
        (Live::SetPassword(_), Event::SubmittedPassword(text)) => {
            password(open, sending, text, next)
        }
        (step, event) if step.is_beyond_codes() => beyond(State::Open(open, sending), event, next),
        _ => (State::Open(open, sending), vec![]),
    }
}

fn code(open: Open, sending: Sending, text: &TypedCode, length: u8, next: RequestId) -> Next {
    let failure = match text.read(length) {
        Some(code) => return command(open, sending, Command::SubmitCode(code), next),
        None if text.is_blank() => Failure::CodeMissing,
        None => Failure::CodeIncomplete { length },
    };
    fail(open, &sending, failure)
}

fn password(open: Open, sending: Sending, password: Password, next: RequestId) -> Next {
    let Live::SetPassword(step) = &open.step else { return (State::Open(open, sending), vec![]) };
    let identifiers = [step.username.as_str()];
    let context = Context { identifiers: &identifiers, common: None };
    let report = check_password(&step.policy, password.expose(), &context);
    let violations: Vec<_> = report.violations().collect();
    if violations.is_empty() {
        return command(open, sending, Command::SetPassword(password), next);
    }
    fail(open, &sending, Failure::Problem(Problem::PasswordRejected { violations }))
}

/// Sends a command, in place of a check that may be out.
pub(crate) fn command(open: Open, sending: Sending, command: Command, next: RequestId) -> Next {
    let mut effects: Vec<_> = sending.request().map(Effect::Abort).into_iter().collect();
    let (token, version) = (open.token.clone(), open.version);
    effects.push(Effect::Send(next, Request::Command { token, version, command }));
    (State::Open(open, Sending::Out(next)), effects)
}

pub(crate) fn fail(open: Open, sending: &Sending, failure: Failure) -> Next {
    let effects = sending.request().map(Effect::Abort).into_iter().collect();
    (State::Open(open, Sending::Failed(failure)), effects)
}

/// Looks at the server after the page came back to sight (REL-08, REL-09).
pub(crate) fn check(state: State, next: RequestId) -> Next {
    match state {
        State::Open(open, sending @ (Sending::Idle | Sending::Failed(_))) => {
            let send = Effect::Send(next, Request::Read(open.token.clone()));
            let failure = sending.failure().cloned();
            (State::Open(open, Sending::Checking(next, failure)), vec![send])
        }
        state => (state, vec![]),
    }
}

/// Asks again where a remembered recovery stands.
pub(crate) fn retry(state: State, next: RequestId) -> Next {
    match state {
        State::Resuming { token, arrived, sending: Sending::Failed(_) } => {
            resume(token, arrived, next)
        }
        state => (state, vec![]),
    }
}
