//! A label, a hint, problems and one input, tied together for assistive technology.

use crate::error_messages::{MessagePlace, StepField, told};
use crate::i18n::{Key, t};
use crate::ui::Ui;
use crate::ui::erased::{Attribute, Block, Text, attribute, block, text};
use leptos::prelude::*;

/// The ids that tie the parts of a field together.
#[derive(Clone)]
pub struct Problems {
    /// The id of the input.
    pub input: String,
    /// The id of the hint.
    pub hint: String,
    /// The id of the problems.
    pub problems: String,
    more: String,
    spot: StepField,
    ui: Ui,
}

impl Problems {
    /// Makes the ids of the main field of a step.
    pub fn new(ui: Ui) -> Self {
        Self::at(ui, StepField::Main)
    }

    /// Makes the ids of the field that failures at this spot are about.
    pub fn at(ui: Ui, spot: StepField) -> Self {
        let id = super::new_id("field");
        Self {
            hint: format!("{id}-hint"),
            problems: format!("{id}-problems"),
            input: id,
            more: String::new(),
            spot,
            ui,
        }
    }

    /// Names another element that describes the field.
    pub fn and(mut self, more: String) -> Self {
        self.more = more;
        self
    }

    fn texts(&self) -> Vec<String> {
        let told = told(self.ui).unwrap_or_default().0;
        let is_here =
            |(place, _): &(MessagePlace, String)| *place == MessagePlace::Field(self.spot);
        told.into_iter().filter(is_here).map(|(_, text)| text).collect()
    }

    /// The value of `aria-invalid`.
    pub fn invalid(&self) -> Attribute {
        let this = self.clone();
        attribute(move || (!this.texts().is_empty()).then_some("true"))
    }

    /// The value of `aria-describedby`: the problems, when there are any, then the hint.
    pub fn described_by(&self) -> Text {
        let this = self.clone();
        text(move || {
            let problems = if this.texts().is_empty() { "" } else { &this.problems };
            [problems, &this.hint, &this.more].join(" ").trim().to_owned()
        })
    }
}

/// Draws label, hint and problems around an input, which the caller gives with the same ids.
#[component]
pub fn Field(label: Key, hint: Key, ids: Problems, children: Children) -> impl IntoView {
    let (label, hint) = (t(label), t(hint));
    let Problems { input, hint: hint_id, .. } = ids.clone();
    view! {
        <div class="rg-field">
            <label class="rg-field__label" for=input>{label}</label>
            <div class="rg-field__hint" id=hint_id>{hint}</div>
            {problems(ids)}
            {children()}
        </div>
    }
}

/// What is wrong with a field, beside it.
pub fn problems(ids: Problems) -> Block {
    let prefix = t(Key::ErrorsPrefix);
    let problems_id = ids.problems.clone();
    block(move || {
        let line = |text: String| {
            view! {
                <span class="rg-field__problem">
                    <span class="rg-sr-only">{prefix}" "</span>
                    {text}
                </span>
            }
            .into_any()
        };
        let lines: Vec<_> = ids.texts().into_iter().map(line).collect();
        if lines.is_empty() {
            return ().into_any();
        }
        view! { <div class="rg-field__problems" id=problems_id.clone()>{lines}</div> }.into_any()
    })
}
