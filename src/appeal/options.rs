//! One or several out of a few: radio buttons or boxes in a group with a legend and a hint.

use crate::i18n::{Key, t};
use crate::ui::erased::text;
use crate::ui::{Problems, new_id, problems};
use leptos::html::Fieldset;
use leptos::prelude::*;

/// How many may be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Most {
    /// One.
    One,
    /// Any number.
    All,
}

/// Draws the group. `chosen` holds what is chosen, in the order of `rows`.
pub fn options<T: Copy + PartialEq + Send + Sync + 'static>(
    (legend, hint): (Key, Key),
    ids: Problems,
    rows: &'static [(T, Key)],
    (chosen, most): (RwSignal<Vec<T>>, Most),
    group: NodeRef<Fieldset>,
) -> AnyView {
    let (legend, hint) = (t(legend), t(hint));
    let name = new_id("option");
    let (invalid, described, hint_id) = (ids.invalid(), ids.described_by(), ids.hint.clone());
    let rows: Vec<_> = rows
        .iter()
        .map(|(value, label)| {
            let value = *value;
            let is_on = chosen.with_untracked(|chosen| chosen.contains(&value));
            let pick = Box::new(move |is_on: bool| {
                chosen.update(|chosen| {
                    chosen.retain(|one| *one != value && most == Most::All);
                    if is_on {
                        chosen.push(value);
                    }
                });
            });
            row(*label, (name.clone(), most, is_on), pick)
        })
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
            <div class="rg-choices">{rows}</div>
        </fieldset>
    }
    .into_any()
}

fn row(
    label: Key,
    (name, most, is_on): (String, Most, bool),
    pick: Box<dyn Fn(bool) + Send>,
) -> AnyView {
    let id = new_id("choice");
    let ui = crate::ui::Ui::here();
    let label = text(move || ui.text(label));
    let kind = if most == Most::One { "radio" } else { "checkbox" };
    view! {
        <div class="rg-choice">
            <input
                class="rg-choice__input"
                type=kind
                id=id.clone()
                name=name
                prop:checked=is_on
                on:change=move |event| pick(event_target_checked(&event))
            />
            <label class="rg-choice__label" for=id>{label}</label>
        </div>
    }
    .into_any()
}
