//! What came of the try before at a late step, as the server's step tells it.

use crate::error_messages::{ErrorMessages, MessagePlace};
use crate::i18n::{Key, quoted};
use crate::ui::Ui;
use leptos::prelude::*;
use regain_contract::{ApprovalOutcome, FaceOutcome, VisitOutcome};
use regain_flow::{Live, Outcome, State};

/// What is said about the try before. Tracks the state and the language.
pub fn told(ui: Ui) -> Option<ErrorMessages> {
    let outcome = ui.state.with(State::outcome)?;
    let note = ui.step(|step| match step {
        Live::ChooseAdministrator(step) => step.note.clone(),
        _ => None,
    });
    Some(tell_outcome(ui, outcome, note))
}

fn tell_outcome(ui: Ui, outcome: Outcome, note: Option<String>) -> ErrorMessages {
    let key = match outcome {
        Outcome::Visit(outcome) => visit_key(outcome, ui.is_enterprise()),
        Outcome::Face(outcome) => face_key(outcome),
        Outcome::Approval(outcome) => approval_key(outcome),
    };
    let mut texts = vec![ui.text(key)];
    if let (Outcome::Approval(_), Some(note)) = (outcome, note) {
        texts.push(ui.filled(Key::OutcomeNote, &[("note", &quoted(&note))]));
    }
    ErrorMessages(texts.into_iter().map(|text| (MessagePlace::Page, text)).collect())
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
