//! `/hand-off` after a visit to Alipay that was made with another browser than the recovery began
//! in: the number on the first screen shows that both belong together.

use crate::error_messages::StepField;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::steps::late::guest::approve::numbers;
use crate::steps::late::guest::request_context::RequestFacts;
use crate::ui::erased::{press, text};
use crate::ui::{Fields, LinkButton, Problems, RadioList, SubmitButton, Target, Ui};
use leptos::ev::SubmitEvent;
use leptos::html::Fieldset;
use leptos::prelude::*;
use regain_contract::Task;
use regain_flow::Event;

/// Draws the form.
#[component]
pub fn ConfirmVisitStep() -> impl IntoView {
    let ui = Ui::here();
    let group = NodeRef::<Fieldset>::new();
    let number = RwSignal::new(None::<String>);
    let offered = ui.state.with_untracked(|_| {
        ui.helping(|helping| match &helping.task {
            Task::ConfirmVisit(task) => Some(task.numbers.clone()),
            _ => None,
        })
    });
    let lead = text(move || ui.filled(Key::ConfirmLead, &[("account", &ui.account())]));
    let warning = t(Key::ConfirmWarning);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        ui.dispatch(Event::PickedNumber(number.get_untracked()));
    };
    let decline = press(move |_| ui.dispatch(Event::Declined));
    view! {
        <Frame heading=Key::ConfirmHeading field=Fields::of([(StepField::Choice, Target::Group(group))])>
            <p class="rg-lead">{lead}</p>
            <RequestFacts/>
            <p class="rg-note">{warning}</p>
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                <RadioList
                    legend=Key::ConfirmNumber
                    hint=Key::ConfirmNumberHint
                    ids=Problems::at(ui, StepField::Choice)
                    choices=numbers(offered.unwrap_or_default())
                    chosen=number
                    group
                    numbers=true
                />
                <SubmitButton text=Key::ConfirmGo/>
            </form>
            <p class="rg-aside"><LinkButton text=Key::ConfirmDecline press=decline/></p>
        </Frame>
    }
}
