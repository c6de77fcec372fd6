//! `/verify/administrator`: choose whom to ask, and say why.

use crate::error_messages::StepField;
use crate::i18n::{Key, isolated};
use crate::steps::frame::Frame;
use crate::ui::erased::{press, text};
use crate::ui::{
    Choice, Fields, Label, LinkButton, NoteField, Problems, RadioList, SubmitButton, Target, Ui,
};
use leptos::ev::SubmitEvent;
use leptos::html::{Fieldset, Textarea};
use leptos::prelude::*;
use regain_flow::{Event, Live, Note};

/// Draws the form.
#[component]
pub fn ChooseAdministratorStep() -> impl IntoView {
    let ui = Ui::here();
    let (group, area) = (NodeRef::<Fieldset>::new(), NodeRef::<Textarea>::new());
    let (chosen, reason) = (RwSignal::new(None::<String>), RwSignal::new(String::new()));
    let lead = text(move || ui.filled(Key::AskLead, &[("account", &ui.account())]));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (administrator, reason) = (chosen.get_untracked(), Note(reason.get_untracked()));
        ui.dispatch(Event::SubmittedRequest { administrator, reason });
    };
    let fields = Fields::of([
        (StepField::Choice, Target::Group(group)),
        (StepField::Note, Target::Area(area)),
    ]);
    let other = press(move |_| ui.dispatch(Event::AskedForOtherMethod));
    view! {
        <Frame heading=Key::AskHeading field=fields>
            <p class="rg-lead">{lead}</p>
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                <RadioList
                    legend=Key::AskChoice
                    hint=Key::AskChoiceHint
                    ids=Problems::at(ui, StepField::Choice)
                    choices=administrators(ui)
                    chosen
                    group
                />
                <NoteField
                    label=Key::AskReason
                    hint=Key::AskReasonHint
                    ids=Problems::at(ui, StepField::Note)
                    note=reason
                    area
                />
                <SubmitButton text=Key::AskSend/>
            </form>
            <p class="rg-aside"><LinkButton text=Key::CodeOtherMethod press=other/></p>
        </Frame>
    }
}

fn administrators(ui: Ui) -> Vec<Choice> {
    let all = ui.state.with_untracked(|_| {
        ui.step(|step| match step {
            Live::ChooseAdministrator(step) => Some(step.administrators.clone()),
            _ => None,
        })
    });
    all.unwrap_or_default()
        .into_iter()
        .map(|one| Choice { value: one.id, label: Label::Name(isolated(&one.label)) })
        .collect()
}
