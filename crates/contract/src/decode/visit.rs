//! Reads the visit to an identity provider.

use super::{Node, maybe_text, text, truth, whole};
use crate::{VisitOutcome, VisitProvider};

pub(super) fn visit_provider<N: Node>(node: &N) -> Option<VisitProvider> {
    Some(VisitProvider {
        authorize_url: text(node, "authorize_url")?,
        qr_allowed: truth(node, "qr_allowed")?,
        match_code: text(node, "match_code")?,
        expires_in_s: whole(node, "expires_in_s")?,
        last: maybe_text(node, "last")?.map(|name| outcome(&name)),
    })
}

fn outcome(name: &str) -> VisitOutcome {
    match name {
        "cancelled" => VisitOutcome::Cancelled,
        "refused" => VisitOutcome::Refused,
        "other_identity" => VisitOutcome::OtherIdentity,
        "wrong_kind" => VisitOutcome::WrongKind,
        "not_certified" => VisitOutcome::NotCertified,
        "unavailable" => VisitOutcome::Unavailable,
        "wrong_number" => VisitOutcome::WrongNumber,
        _ => VisitOutcome::Other,
    }
}
