//! The summary of what is wrong, after GOV.UK's: it takes the focus, and its links lead to the
//! field (A11Y-02). A new failure is a new node, so that it is read anew (A11Y-03).

use crate::error_messages::{ErrorMessages, MessagePlace, told};
use crate::i18n::{Key, t};
use crate::ui::erased::{block, effect, press};
use crate::ui::new_id;
use crate::ui::{Fields, Ui};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::reactive::graph::untrack;

/// Draws the summary, when there is something to tell.
#[component]
pub fn ErrorSummary(
    /// The fields that failures lead to.
    fields: Fields,
) -> impl IntoView {
    let ui = Ui::here();
    // A view of the same type would be updated in place; the two shapes take turns, so that each
    // failure is a new node even when it says the same.
    block(move || {
        let serial = ui.failures.get();
        ui.messages.track();
        // Not at each change of the state: a summary that is drawn anew takes the focus.
        let fields = fields.clone();
        match untrack(move || told(ui)).map(|told| view! { <Summary told fields/> }) {
            Some(summary) if serial.is_multiple_of(2) => [summary].into_any(),
            Some(summary) => (summary, ()).into_any(),
            None => ().into_any(),
        }
    })
}

/// Draws what is told, and takes the focus.
#[component]
pub fn Summary(
    /// What is wrong.
    told: ErrorMessages,
    /// The fields that field failures lead to.
    fields: Fields,
) -> impl IntoView {
    let heading = new_id("errors");
    let place = NodeRef::<Div>::new();
    let text = t(Key::ErrorsHeading);
    let ui = Ui::here();
    effect(move || {
        if let Some(place) = place.get() {
            ui.shell().focus(place.into());
        }
    });
    let items: Vec<_> =
        told.0.into_iter().map(|(place, text)| item(ui, place, text, &fields)).collect();
    view! {
        <div class="rg-errors" role="alert" tabindex="-1" aria-labelledby=heading.clone() node_ref=place>
            <h2 class="rg-errors__heading" id=heading.clone()>{text}</h2>
            <ul class="rg-errors__list">{items}</ul>
        </div>
    }
}

fn item(ui: Ui, place: MessagePlace, text: String, fields: &Fields) -> AnyView {
    match place {
        MessagePlace::Page => view! { <li>{text}</li> }.into_any(),
        MessagePlace::Field(spot) => {
            let fields = fields.clone();
            let press = press(move |event| {
                event.prevent_default();
                if let Some(field) = fields.element(spot) {
                    ui.shell().focus_field(&field);
                }
            });
            view! { <li><a class="rg-errors__link" href="#" on:click=press>{text}</a></li> }
                .into_any()
        }
    }
}
