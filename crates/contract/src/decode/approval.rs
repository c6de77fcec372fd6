//! Reads the administrator's approval.

use super::{Node, list, maybe_text, text, truth, whole};
use crate::{Administrator, ApprovalOutcome, AwaitApproval, ChooseAdministrator};

pub(super) fn choose_administrator<N: Node>(node: &N) -> Option<ChooseAdministrator> {
    let outcome = |name: String| match name.as_str() {
        "refused" => ApprovalOutcome::Refused,
        "wrong_number" => ApprovalOutcome::WrongNumber,
        "expired" => ApprovalOutcome::Expired,
        _ => ApprovalOutcome::Other,
    };
    Some(ChooseAdministrator {
        administrators: list(node, "administrators", |one| {
            Some(Administrator { id: text(one, "id")?, label: text(one, "label")? })
        })?,
        last: maybe_text(node, "last")?.map(outcome),
        note: maybe_text(node, "note")?,
    })
}

pub(super) fn await_approval<N: Node>(node: &N) -> Option<AwaitApproval> {
    Some(AwaitApproval {
        asked: text(node, "asked")?,
        match_code: text(node, "match_code")?,
        expires_in_s: whole(node, "expires_in_s")?,
        remind_after_s: match node.field("remind_after_s") {
            Some(_) => Some(whole(node, "remind_after_s")?),
            None => None,
        },
        may_ask_another: truth(node, "may_ask_another")?,
    })
}
