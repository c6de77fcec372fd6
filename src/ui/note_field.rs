//! A text of several lines, at most [`MAX_NOTE`] characters or as many as are said.

use crate::i18n::Key;
use crate::ui::erased::text;
use crate::ui::{Field, Problems};
use leptos::html::Textarea;
use leptos::prelude::*;
use regain_contract::MAX_NOTE;

/// Draws the field. Nothing that is typed is cut off: what is too long is told.
#[component]
pub fn NoteField(
    label: Key,
    hint: Key,
    ids: Problems,
    note: RwSignal<String>,
    area: NodeRef<Textarea>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Most characters that are taken.
    #[prop(default = MAX_NOTE)]
    most: usize,
) -> impl IntoView {
    let (id, invalid, described) = (ids.input.clone(), ids.invalid(), ids.described_by());
    let left = text(move || format!("{}/{most}", note.with(|note| note.trim().chars().count())));
    let required = (!optional).then_some("true");
    view! {
        <Field label hint ids>
            <textarea
                class="rg-input rg-input--note"
                id=id
                rows="3"
                dir="auto"
                aria-required=required
                aria-invalid=invalid
                aria-describedby=described
                on:input=move |event| note.set(event_target_value(&event))
                node_ref=area
            ></textarea>
            <span class="rg-quiet rg-count" aria-hidden="true">{left}</span>
        </Field>
    }
}
