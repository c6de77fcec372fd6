//! The end of a hand-off: what came of it. The other screen goes on by itself.

use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use leptos::prelude::*;
use regain_contract::HandOffOutcome;

/// Draws the end.
pub fn over_step(outcome: HandOffOutcome) -> impl IntoView {
    let (heading, lead) = match outcome {
        HandOffOutcome::Approved => (Key::OverApproved, Key::OverApprovedLead),
        HandOffOutcome::Refused => (Key::OverRefused, Key::OverRefusedLead),
        HandOffOutcome::Reported => (Key::OverReported, Key::OverReportedLead),
        HandOffOutcome::Passed => (Key::OverPassed, Key::OverPassedLead),
        HandOffOutcome::Failed => (Key::OverFailed, Key::OverFailedLead),
        HandOffOutcome::Declined => (Key::OverDeclined, Key::OverDeclinedLead),
        HandOffOutcome::Stopped => (Key::OverStopped, Key::OverStoppedLead),
        HandOffOutcome::Expired => (Key::OverExpired, Key::OverExpiredLead),
        HandOffOutcome::Withdrawn | HandOffOutcome::Other => {
            (Key::OverWithdrawn, Key::OverWithdrawnLead)
        }
    };
    let lead = t(lead);
    view! {
        <Frame heading>
            <p class="rg-lead">{lead}</p>
        </Frame>
    }
}
