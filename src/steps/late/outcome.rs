//! What came of the try before at a late step, as the server's step tells it.

use crate::error_messages::{Place, Told};
use crate::i18n::{Key, quoted};
use crate::ui::Ui;
use leptos::prelude::*;
use regain_contract::{ApprovalOutcome, FaceOutcome, Task, VisitOutcome};
use regain_flow::{Guest, Live, State};

/// What came of the try before, as the step tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    /// Of a visit.
    Visit(VisitOutcome),
    /// Of a facial recognition.
    Face(FaceOutcome),
    /// Of a request for approval, with the administrator's note.
    Approval(ApprovalOutcome, Option<String>),
}

/// What the state tells of the try before.
fn outcome(state: &State) -> Option<Outcome> {
    match state {
        State::Open(open, _) => match &open.step {
            Live::Visit(step) => step.last.map(Outcome::Visit),
            Live::Face(step) => step.last.map(Outcome::Face),
            Live::ChooseAdministrator(step) => {
                step.last.map(|last| Outcome::Approval(last, step.note.clone()))
            }
            _ => None,
        },
        State::Guest(Guest::Open(helping, _)) => match &helping.task {
            Task::ScanFace(scan) => scan.last.map(Outcome::Face),
            _ => None,
        },
        _ => None,
    }
}

/// A number for what the state tells of the try before: another one is news. 0 when it tells nothing.
#[cfg(feature = "csr")]
pub fn number(state: &State) -> u32 {
    match outcome(state) {
        None => 0,
        Some(Outcome::Visit(outcome)) => 100 + outcome as u32,
        Some(Outcome::Face(outcome)) => 200 + outcome as u32,
        Some(Outcome::Approval(outcome, _)) => 300 + outcome as u32,
    }
}

/// What is said about the try before. Tracks the state and the language.
pub fn told(ui: Ui) -> Option<Told> {
    ui.state.with(outcome).map(|outcome| tell_outcome(ui, outcome))
}

fn tell_outcome(ui: Ui, outcome: Outcome) -> Told {
    let key = match outcome {
        Outcome::Visit(outcome) => visit_key(outcome, ui.is_enterprise()),
        Outcome::Face(outcome) => face_key(outcome),
        Outcome::Approval(outcome, _) => approval_key(outcome),
    };
    let mut texts = vec![ui.text(key)];
    if let Outcome::Approval(_, Some(note)) = outcome {
        texts.push(ui.filled(Key::OutcomeNote, &[("note", &quoted(&note))]));
    }
    Told(texts.into_iter().map(|text| (Place::Page, text)).collect())
}

const fn visit_key(outcome: VisitOutcome, is_enterprise: bool) -> Key {
    match (outcome, is_enterprise) {
        (VisitOutcome::Cancelled, _) => Key::OutcomeVisitCancelled,
        (VisitOutcome::Refused, _) => Key::OutcomeVisitRefused,
        (VisitOutcome::OtherIdentity, false) => Key::OutcomeVisitOtherIndividual,
        (VisitOutcome::OtherIdentity, true) => Key::OutcomeVisitOtherEnterprise,
        (VisitOutcome::WrongKind, false) => Key::OutcomeVisitKindIndividual,
        (VisitOutcome::WrongKind, true) => Key::OutcomeVisitKindEnterprise,
        (VisitOutcome::NotCertified, _) => Key::OutcomeVisitNotCertified,
        (VisitOutcome::Unavailable, _) => Key::OutcomeVisitUnavailable,
        (VisitOutcome::WrongNumber, _) => Key::OutcomeVisitNumber,
        (VisitOutcome::Other, _) => Key::OutcomeOther,
    }
}

const fn face_key(outcome: FaceOutcome) -> Key {
    match outcome {
        FaceOutcome::NotMatched => Key::OutcomeFaceNotMatched,
        FaceOutcome::NotLive => Key::OutcomeFaceNotLive,
        FaceOutcome::Declined => Key::OutcomeFaceDeclined,
        FaceOutcome::Unavailable => Key::OutcomeFaceUnavailable,
        FaceOutcome::Expired => Key::OutcomeFaceExpired,
        FaceOutcome::Other => Key::OutcomeOther,
    }
}

const fn approval_key(outcome: ApprovalOutcome) -> Key {
    match outcome {
        ApprovalOutcome::Refused => Key::OutcomeApprovalRefused,
        ApprovalOutcome::WrongNumber => Key::OutcomeApprovalNumber,
        ApprovalOutcome::Expired => Key::OutcomeApprovalExpired,
        ApprovalOutcome::Other => Key::OutcomeOther,
    }
}
