//! `/hand-off` behind a *this was not me* link: opening it does nothing; saying so stops what was
//! done (FIN-03, TOK-09).

use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::steps::late::guest::request_context::RequestFacts;
use crate::ui::erased::press;
use crate::ui::{Button, LinkButton, Ui};
use leptos::prelude::*;
use regain_contract::{Stoppable, Task};
use regain_flow::Event;

/// Draws the question.
#[component]
pub fn StopStep() -> impl IntoView {
    let ui = Ui::here();
    let what = ui.state.with_untracked(|_| {
        ui.helping(|helping| match &helping.task {
            Task::Stop(task) => Some(task.what),
            _ => None,
        })
    });
    let (heading, lead, warning) = match what {
        Some(Stoppable::PhoneChanging) => {
            (Key::StopPhoneHeading, Key::StopPhoneChanging, Key::StopPhoneWarning)
        }
        Some(Stoppable::PhoneChanged) => {
            (Key::StopPhoneHeading, Key::StopPhoneChanged, Key::StopPhoneWarning)
        }
        _ => (Key::StopPasswordHeading, Key::StopPasswordLead, Key::StopPasswordWarning),
    };
    let (lead, warning) = (t(lead), t(warning));
    let stop = press(move |_| ui.dispatch(Event::Stopped));
    let own = press(move |_| ui.dispatch(Event::Declined));
    view! {
        <Frame heading>
            <p class="rg-lead">{lead}</p>
            <RequestFacts/>
            <p class="rg-note">{warning}</p>
            <p><Button text=Key::StopStop press=stop/></p>
            <p class="rg-aside"><LinkButton text=Key::StopOwn press=own/></p>
        </Frame>
    }
}
