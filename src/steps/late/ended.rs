//! `/ended`: the recovery ended without a new password; says why and how to go on.

use crate::error_messages::rough;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::ui::Ui;
use crate::ui::erased::{press, text};
use leptos::prelude::*;
use regain_contract::EndReason;
use regain_flow::{Ending, Event};

/// Draws the other end.
pub fn ended_step(ending: Ending) -> impl IntoView {
    let ui = Ui::here();
    let (heading, lead, retry_after_s) = match ending {
        Ending::Expired => (Key::EndedExpired, Key::EndedExpiredLead, 0),
        Ending::Ended(ended) => match ended.reason {
            EndReason::Cancelled => (Key::EndedCancelled, Key::EndedCancelledLead, 0),
            EndReason::Locked => (Key::EndedLocked, Key::EndedLockedLead, ended.retry_after_s),
            EndReason::Superseded => (Key::EndedSuperseded, Key::EndedSupersededLead, 0),
            EndReason::Stopped => (Key::EndedStopped, Key::EndedStoppedLead, 0),
            EndReason::Other => (Key::EndedSuperseded, Key::EndedOtherLead, 0),
        },
    };
    let lead = text(move || ui.filled(lead, &[("time", &rough(ui, retry_after_s))]));
    let restart = t(Key::EndedRestart);
    let press = press(move |_| ui.dispatch(Event::AskedToStartOver));
    view! {
        <Frame heading>
            <p class="rg-lead">{lead}</p>
            <p><button class="rg-button" type="button" on:click=press>
                <span class="rg-button__text">{restart}</span>
            </button></p>
        </Frame>
    }
}
