//! Reads hand-offs.

use super::face::{consent, guidance, last, person};
use super::{Node, account, maybe_text, text, texts, truth, whole};
use crate::{
    Approve, ConfirmVisit, HandOff, HandOffOutcome, HandOffTicket, Over, RequestContext, ScanFace,
    Stop, Stoppable, Taken, Task,
};

/// Reads the answer of `POST /hand-offs`.
#[must_use]
pub fn taken<N: Node>(node: &N) -> Option<Taken> {
    let ticket = HandOffTicket::new(text(node, "ticket")?);
    Some(Taken { ticket, hand_off: hand_off(&node.field("hand_off")?)? })
}

/// Reads a hand-off.
#[must_use]
pub fn hand_off<N: Node>(node: &N) -> Option<HandOff> {
    Some(HandOff {
        version: whole(node, "version")?,
        expires_in_s: whole(node, "expires_in_s")?,
        account: account(&node.field("account")?)?,
        asker: asker(&node.field("asker")?)?,
        task: task(&node.field("task")?)?,
    })
}

fn asker<N: Node>(node: &N) -> Option<RequestContext> {
    Some(RequestContext {
        asked_s_ago: whole(node, "asked_s_ago")?,
        browser: maybe_text(node, "browser")?,
        system: maybe_text(node, "system")?,
        place: maybe_text(node, "place")?,
    })
}

fn task<N: Node>(node: &N) -> Option<Task> {
    Some(match text(node, "name")?.as_str() {
        "approve" => Task::Approve(Approve {
            administrator: text(node, "administrator")?,
            reason: text(node, "reason")?,
            numbers: texts(node, "numbers")?,
        }),
        "scan_face" => Task::ScanFace(ScanFace {
            who: person(node)?,
            consent: consent(&node.field("consent")?)?,
            in_page: truth(node, "in_page")?,
            provider_url: maybe_text(node, "provider_url")?,
            guidance: maybe_text(node, "guidance")?.map(|name| guidance(&name)),
            last: last(node)?,
        }),
        "confirm_visit" => Task::ConfirmVisit(ConfirmVisit { numbers: texts(node, "numbers")? }),
        "stop" => Task::Stop(Stop { what: stoppable(&text(node, "what")?) }),
        "over" => Task::Over(Over { outcome: outcome(&text(node, "outcome")?) }),
        _ => Task::Unknown,
    })
}

fn stoppable(name: &str) -> Stoppable {
    match name {
        "password_changed" => Stoppable::PasswordChanged,
        "phone_changing" => Stoppable::PhoneChanging,
        "phone_changed" => Stoppable::PhoneChanged,
        _ => Stoppable::Other,
    }
}

fn outcome(name: &str) -> HandOffOutcome {
    match name {
        "approved" => HandOffOutcome::Approved,
        "refused" => HandOffOutcome::Refused,
        "reported" => HandOffOutcome::Reported,
        "passed" => HandOffOutcome::Passed,
        "failed" => HandOffOutcome::Failed,
        "stopped" => HandOffOutcome::Stopped,
        "declined" => HandOffOutcome::Declined,
        "withdrawn" => HandOffOutcome::Withdrawn,
        "expired" => HandOffOutcome::Expired,
        _ => HandOffOutcome::Other,
    }
}
