//! `/approve`: an administrator decides about somebody's recovery. The link alone does nothing: the
//! decision needs the administrator's own password, and the number on the person's screen (ADM-01,
//! ADM-02).

use crate::error_messages::StepField;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::steps::late::guest::request_context::RequestFacts;
use crate::ui::erased::press;
use crate::ui::{
    Button, Choice, Field, Fields, Label, LinkButton, NoteField, Problems, RadioList, SubmitButton,
    Target, Ui, new_id,
};
use leptos::ev::SubmitEvent;
use leptos::html::{Fieldset, Input, Textarea};
use leptos::prelude::*;
use leptos::reactive::graph::untrack;
use regain_contract::{Approve, Password, Task};
use regain_flow::{Event, Note, Verdict};
use std::rc::Rc;

/// Draws the form.
#[component]
pub fn ApproveStep() -> impl IntoView {
    let ui = Ui::here();
    let group = NodeRef::<Fieldset>::new();
    let (secret, area) = (NodeRef::<Input>::new(), NodeRef::<Textarea>::new());
    let (number, note) = (RwSignal::new(None::<String>), RwSignal::new(String::new()));
    let task = untrack(move || task(ui));
    let wipe = move || {
        if let Some(secret) = secret.get_untracked() {
            secret.set_value("");
        }
    };
    ui.shell().on_leave(Rc::new(wipe));
    let decide = move |verdict| {
        let typed = secret.get_untracked().map(|secret| secret.value()).unwrap_or_default();
        ui.dispatch(Event::Decided {
            verdict,
            number: number.get_untracked(),
            password: Password::new(typed),
            note: Note(note.get_untracked()),
        });
        // It is on its way; when it comes to nothing, it has to be typed again.
        if untrack(move || ui.is_busy()) {
            wipe();
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        decide(Verdict::Approve);
    };
    let (lead, warning) = (t(Key::ApproveLead), t(Key::ApproveWarning));
    let fields = Fields::of([
        (StepField::Choice, Target::Group(group)),
        (StepField::Main, Target::Input(secret)),
        (StepField::Note, Target::Area(area)),
    ]);
    let numbers = numbers(task.as_ref().map(|task| task.numbers.clone()).unwrap_or_default());
    let (reason, name) = task.map(|task| (task.reason, task.administrator)).unwrap_or_default();
    let refuse = press(move |_| decide(Verdict::Refuse));
    let report = press(move |_| decide(Verdict::Report));
    view! {
        <Frame heading=Key::ApproveHeading field=fields>
            <p class="rg-lead">{lead}</p>
            <RequestFacts reason/>
            <p class="rg-note">{warning}</p>
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                <RadioList
                    legend=Key::ApproveNumber
                    hint=Key::ApproveNumberHint
                    ids=Problems::at(ui, StepField::Choice)
                    choices=numbers
                    chosen=number
                    group
                    numbers=true
                />
                <Username name/>
                <Secret secret/>
                <NoteField
                    label=Key::ApproveNote
                    hint=Key::ApproveNoteHint
                    ids=Problems::at(ui, StepField::Note)
                    note
                    area
                    optional=true
                />
                <div class="rg-buttons">
                    <SubmitButton text=Key::ApproveApprove/>
                    <Button text=Key::ApproveRefuse press=refuse quiet=true/>
                </div>
                <p><LinkButton text=Key::ApproveReport press=report/></p>
            </form>
        </Frame>
    }
}

fn task(ui: Ui) -> Option<Approve> {
    ui.helping(|helping| match &helping.task {
        Task::Approve(task) => Some(task.clone()),
        _ => None,
    })
}

/// The numbers as choices.
pub fn numbers(numbers: Vec<String>) -> Vec<Choice> {
    numbers.into_iter().map(|one| Choice { value: one.clone(), label: Label::Name(one) }).collect()
}

/// The username, readable and in a real field, for password managers.
#[component]
fn Username(name: String) -> impl IntoView {
    let id = new_id("username");
    let label = t(Key::ApproveUsername);
    view! {
        <div class="rg-field rg-field--fixed">
            <label class="rg-field__label" for=id.clone()>{label}</label>
            <input
                class="rg-input rg-input--fixed"
                id=id
                name="username"
                type="text"
                autocomplete="username"
                readonly=true
                prop:value=name
            />
        </div>
    }
}

/// The administrator's own password: in the input alone.
#[component]
fn Secret(secret: NodeRef<Input>) -> impl IntoView {
    let ui = Ui::here();
    let ids = Problems::new(ui);
    let (id, invalid, described) = (ids.input.clone(), ids.invalid(), ids.described_by());
    view! {
        <Field label=Key::ApprovePassword hint=Key::ApprovePasswordHint ids>
            <input
                class="rg-input"
                id=id
                name="password"
                type="password"
                autocomplete="current-password"
                autocapitalize="none"
                spellcheck="false"
                aria-required="true"
                aria-invalid=invalid
                aria-describedby=described
                node_ref=secret
            />
        </Field>
    }
}
