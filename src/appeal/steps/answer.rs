//! `/appeal`, the questions that the materials depend on.

use super::step_of;
use crate::appeal::desk::Desk;
use crate::appeal::options::{Most, options};
use crate::appeal::words::{FILERS, KINDS, NEEDS};
use crate::error_messages::StepField;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::ui::erased::when;
use crate::ui::{Fields, Problems, SubmitButton, Target};
use leptos::ev::SubmitEvent;
use leptos::html::Fieldset;
use leptos::prelude::*;
use regain_contract::AccountKind;
use regain_contract::appeal::{Answers, AppealStep, Filer, Need};
use regain_flow::appeal::Event;

/// Draws the questions.
#[component]
pub fn AnswerStep() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let given = desk.step_once(|step| match step {
        AppealStep::Answer(step) => step.answers.clone(),
        _ => None,
    });
    let (needs, kind, filer) = signals(given);
    let groups = [NodeRef::<Fieldset>::new(), NodeRef::new(), NodeRef::new()];
    let [needs_at, kind_at, filer_at] = groups;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.dispatch(Event::Answered {
            needs: needs.get_untracked(),
            kind: kind.with_untracked(|kind| kind.first().copied()),
            filer: filer.with_untracked(|filer| filer.first().copied()),
        });
    };
    let fields = Fields::of([
        (StepField::Choice, Target::Group(needs_at)),
        (StepField::Kind, Target::Group(kind_at)),
        (StepField::Filer, Target::Group(filer_at)),
    ]);
    let lead = t(Key::AppealAnswerLead);
    let is_firm = Memo::new(move |_| kind.with(|kind| kind.contains(&AccountKind::Enterprise)));
    let filers = move || {
        let words = (Key::AppealFiler, Key::AppealFilerHint);
        options(words, Problems::at(ui, StepField::Filer), &FILERS, (filer, Most::One), filer_at)
    };
    let needs_words = (Key::AppealNeeds, Key::AppealNeedsHint);
    let kind_words = (Key::AppealKind, Key::AppealKindHint);
    view! {
        <Frame heading=Key::AppealAnswerHeading field=fields>
            <p class="rg-quiet">{step_of(ui, 1)}</p>
            <p class="rg-lead">{lead}</p>
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                {options(needs_words, Problems::at(ui, StepField::Choice), &NEEDS, (needs, Most::All), needs_at)}
                {options(kind_words, Problems::at(ui, StepField::Kind), &KINDS, (kind, Most::One), kind_at)}
                {when(move || is_firm.get(), filers)}
                <SubmitButton text=Key::AppealNext/>
            </form>
        </Frame>
    }
}

type Signals = (RwSignal<Vec<Need>>, RwSignal<Vec<AccountKind>>, RwSignal<Vec<Filer>>);

fn signals(given: Option<Answers>) -> Signals {
    match given {
        Some(Answers { needs, kind, filer }) => {
            (RwSignal::new(needs), RwSignal::new(vec![kind]), RwSignal::new(vec![filer]))
        }
        None => (RwSignal::new(vec![]), RwSignal::new(vec![]), RwSignal::new(vec![])),
    }
}
