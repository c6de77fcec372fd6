//! What a person submits, checked here first so that a mistake is told at once.

use super::{Next, resume};
use crate::{
    Command, Effect, Event, Failure, Live, Note, Open, Request, RequestId, Sending, State,
    read_code,
};
use regain_contract::{
    AskAdministrator, Begin, Code, FaceStage, FlowToken, Intent, Locale, MAX_NOTE, Password,
    Problem, SubmitFrame, VerifyFace,
};
use regain_policy::{Context, check as check_password};

/// Handles a submission. While the person's own request is out, nothing happens.
pub(crate) fn submitted(state: State, event: Event, next: RequestId) -> Next {
    match (state, event) {
        (State::Account { held, sending }, Event::SubmittedIdentifier { identifier, locale })
            if !sending.is_busy() =>
        {
            begin(held, &sending, (identifier.0, locale), next)
        }
        (State::Open(open, sending), event) if !sending.is_busy() => {
            open_step(open, sending, event, next)
        }
        // A double click, or an event for another step.
        (state, _) => (state, vec![]),
    }
}

fn begin(
    held: Option<FlowToken>,
    sending: &Sending,
    (identifier, locale): (String, Locale),
    next: RequestId,
) -> Next {
    let mut effects: Vec<_> = sending.request().map(Effect::Abort).into_iter().collect();
    if identifier.trim().is_empty() {
        let sending = Sending::Failed(Failure::IdentifierMissing);
        return (State::Account { held, sending }, effects);
    }
    let begin = Begin { intent: Intent::ResetPassword, identifier, locale };
    effects.push(Effect::Send(next, Request::Begin(begin)));
    (State::Account { held, sending: Sending::Out(next) }, effects)
}

fn open_step(open: Open, sending: Sending, event: Event, next: RequestId) -> Next {
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
        (step, Event::AskedForOtherMethod) if step.is_verifying() => {
            command(open, sending, Command::ChangeMethod, next)
        }
        (Live::Visit(_) | Live::Face(_), Event::AskedToRenew) => {
            command(open, sending, Command::Renew, next)
        }
        (Live::Face(step), event) => {
            let step = step.clone();
            face(open, sending, &step, event, next)
        }
        (Live::ChooseAdministrator(_), Event::SubmittedRequest { administrator, reason }) => {
            ask(open, sending, administrator, reason, next)
        }
        (Live::AwaitApproval(_), Event::AskedToRemind) => {
            command(open, sending, Command::Remind, next)
        }
        (Live::AwaitApproval(_), Event::AskedForOtherAdministrator) => {
            command(open, sending, Command::AskAnother, next)
        }
        (Live::SetPassword(_), Event::SubmittedPassword(text)) => {
            password(open, sending, text, next)
        }
        _ => (State::Open(open, sending), vec![]),
    }
}

fn code(open: Open, sending: Sending, text: &Code, length: u8, next: RequestId) -> Next {
    let failure = match read_code(text.expose(), length) {
        Some(code) => return command(open, sending, Command::SubmitCode(code), next),
        None if text.expose().trim().is_empty() => Failure::CodeMissing,
        None => Failure::CodeIncomplete { length },
    };
    fail(open, &sending, failure)
}

fn face(open: Open, sending: Sending, step: &VerifyFace, event: Event, next: RequestId) -> Next {
    match (&step.stage, event) {
        (_, Event::ChoseCamera { is_agreed: true }) => {
            command(open, sending, Command::StartFace(step.consent.version), next)
        }
        (_, Event::ChoseCamera { is_agreed: false }) => {
            fail(open, &sending, Failure::ConsentMissing)
        }
        (_, Event::AskedForHandOff) => command(open, sending, Command::HandFaceOff, next),
        (FaceStage::Here { .. }, Event::TookFrame(frame)) => frame_of(open, sending, frame, next),
        _ => (State::Open(open, sending), vec![]),
    }
}

/// Sends a picture, one at a time; none while a failure is told.
fn frame_of(open: Open, sending: Sending, frame: SubmitFrame, next: RequestId) -> Next {
    if sending != Sending::Idle {
        return (State::Open(open, sending), vec![]);
    }
    let (state, effects) = command(open, sending, Command::SubmitFrame(frame), next);
    match state {
        State::Open(open, _) => (State::Open(open, Sending::Capturing(next)), effects),
        state => (state, effects),
    }
}

fn ask(
    open: Open,
    sending: Sending,
    administrator: Option<String>,
    reason: Note,
    next: RequestId,
) -> Next {
    let failure = match administrator {
        None => Failure::AdministratorMissing,
        Some(_) if reason.0.trim().is_empty() => Failure::ReasonMissing,
        Some(administrator) => match too_long(&reason) {
            Some(failure) => failure,
            None => {
                let ask = AskAdministrator { administrator, reason: reason.0.trim().to_owned() };
                return command(open, sending, Command::AskAdministrator(ask), next);
            }
        },
    };
    fail(open, &sending, failure)
}

/// The failure of a note that has more characters than the server takes.
pub(crate) fn too_long(note: &Note) -> Option<Failure> {
    let excess =
        note.0.trim().chars().count().checked_sub(MAX_NOTE).filter(|excess| *excess > 0)?;
    Some(Failure::NoteTooLong { excess: excess.try_into().unwrap_or(u32::MAX) })
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

fn fail(open: Open, sending: &Sending, failure: Failure) -> Next {
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
