//! Reads facial recognition.

use super::{Node, maybe_text, text, truth, whole};
use crate::{FaceConsent, FaceOutcome, FaceStage, Guidance, Person, VerifyFace};

pub(super) fn verify_face<N: Node>(node: &N) -> Option<VerifyFace> {
    Some(VerifyFace {
        who: person(node)?,
        consent: consent(&node.field("consent")?)?,
        in_page: truth(node, "in_page")?,
        stage: stage(&node.field("stage")?)?,
        expires_in_s: whole(node, "expires_in_s")?,
        last: last(node)?,
    })
}

pub(super) fn person<N: Node>(node: &N) -> Option<Person> {
    match text(node, "who")?.as_str() {
        "holder" => Some(Person::Holder),
        "legal_representative" => Some(Person::LegalRepresentative),
        _ => None,
    }
}

pub(super) fn consent<N: Node>(node: &N) -> Option<FaceConsent> {
    Some(FaceConsent {
        version: whole(node, "version")?,
        recipient: text(node, "recipient")?,
        retention_days: whole(node, "retention_days")?.try_into().ok()?,
    })
}

fn stage<N: Node>(node: &N) -> Option<FaceStage> {
    Some(match text(node, "at")?.as_str() {
        "choose" => FaceStage::Choose,
        "here" => FaceStage::Here { guidance: guidance(&text(node, "guidance")?) },
        "handed_off" => {
            FaceStage::HandedOff { url: text(node, "url")?, opened: truth(node, "opened")? }
        }
        _ => return None,
    })
}

pub(super) fn guidance(name: &str) -> Guidance {
    match name {
        "start" => Guidance::Start,
        "too_dark" => Guidance::TooDark,
        "too_far" => Guidance::TooFar,
        "hold_still" => Guidance::HoldStill,
        "more" => Guidance::More,
        _ => Guidance::Other,
    }
}

pub(super) fn last<N: Node>(node: &N) -> Option<Option<FaceOutcome>> {
    let outcome = |name: String| match name.as_str() {
        "not_matched" => FaceOutcome::NotMatched,
        "not_live" => FaceOutcome::NotLive,
        "declined" => FaceOutcome::Declined,
        "unavailable" => FaceOutcome::Unavailable,
        "expired" => FaceOutcome::Expired,
        _ => FaceOutcome::Other,
    };
    Some(maybe_text(node, "last")?.map(outcome))
}
