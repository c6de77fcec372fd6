//! The part of the flow that a recovery by code never reaches: hand-offs, what is noticed while
//! waiting, and what is submitted at the other steps.

use super::submit::{command, fail};
use super::{Next, guest, notice};
use crate::{Command, Event, Failure, Live, Note, Open, RequestId, Sending, State};
use regain_contract::{AskAdministrator, FaceStage, MAX_NOTE, SubmitFrame, VerifyFace};

/// Advances a hand-off, takes over a recovery that was found changed, or handles a submission at a
/// step for which [`Live::is_beyond_codes`] holds.
#[must_use]
pub fn beyond_codes(state: State, event: Event, next: RequestId) -> Next {
    match (state, event) {
        (State::Guest(guest), event) => guest::happened(guest, event, next),
        (state, Event::NoticedRecovery(recovery)) => notice::recovery(state, recovery, next),
        (state, Event::NoticedEnd) => notice::end(state),
        (State::Open(open, sending), event) if !sending.is_busy() => {
            submitted(open, sending, event, next)
        }
        (state, _) => (state, vec![]),
    }
}

/// Handles a submission while no request of the person's own is out.
fn submitted(open: Open, sending: Sending, event: Event, next: RequestId) -> Next {
    match (&open.step, event) {
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
        (Live::Usernames(step), Event::ChoseUsername(username))
            if step.usernames.contains(&username) =>
        {
            command(open, sending, Command::ChooseUsername(username), next)
        }
        (Live::AwaitApproval(_), Event::AskedToRemind) => {
            command(open, sending, Command::Remind, next)
        }
        (Live::AwaitApproval(_), Event::AskedForOtherAdministrator) => {
            command(open, sending, Command::AskAnother, next)
        }
        _ => (State::Open(open, sending), vec![]),
    }
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
