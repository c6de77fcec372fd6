//! One out of several: radio buttons in a group with a legend, a hint and problems.

use crate::i18n::{Key, t};
use crate::ui::erased::text;
use crate::ui::{Problems, Ui, new_id, problems};
use leptos::html::Fieldset;
use leptos::prelude::*;

/// One choice.
#[derive(Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is handed on.
    pub value: String,
    /// What is shown.
    pub label: Label,
}

/// What a choice is called.
#[derive(Clone, PartialEq, Eq)]
pub enum Label {
    /// A name, the same in each language.
    Name(String),
    /// A text, which changes with the language.
    Text(Key),
}

/// Draws the group. `chosen` holds the value of the one that is chosen.
#[component]
pub fn RadioList(
    legend: Key,
    hint: Key,
    ids: Problems,
    choices: Vec<Choice>,
    chosen: RwSignal<Option<String>>,
    group: NodeRef<Fieldset>,
    /// Whether the labels are numbers to compare: large, side by side.
    #[prop(optional)]
    numbers: bool,
) -> impl IntoView {
    let (legend, hint) = (t(legend), t(hint));
    let name = new_id("choice");
    let (invalid, described, hint_id) = (ids.invalid(), ids.described_by(), ids.hint.clone());
    let class = if numbers { "rg-choices rg-choices--numbers" } else { "rg-choices" };
    let rows: Vec<_> = choices
        .into_iter()
        .map(|choice| view! { <Row choice name=name.clone() chosen/> }.into_any())
        .collect();
    view! {
        <fieldset
            class="rg-field rg-group"
            aria-invalid=invalid
            aria-describedby=described
            node_ref=group
        >
            <legend class="rg-field__label">{legend}</legend>
            <div class="rg-field__hint" id=hint_id>{hint}</div>
            {problems(ids)}
            <div class=class>{rows}</div>
        </fieldset>
    }
}

#[component]
fn Row(choice: Choice, name: String, chosen: RwSignal<Option<String>>) -> impl IntoView {
    let Choice { value, label } = choice;
    let ui = Ui::here();
    let label = text(move || match &label {
        Label::Name(name) => name.clone(),
        Label::Text(key) => ui.text(*key),
    });
    let id = new_id("option");
    let own = value.clone();
    let pick = move |_| chosen.set(Some(own.clone()));
    view! {
        <div class="rg-choice">
            <input
                class="rg-choice__input"
                type="radio"
                id=id.clone()
                name=name
                value=value
                on:change=pick
            />
            <label class="rg-choice__label" for=id>{label}</label>
        </div>
    }
}
