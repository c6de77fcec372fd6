//! What every screen has: a heading that takes the focus when the screen comes (A11Y-04), the
//! title of the page, and the summary of what is wrong.

use crate::error_messages::{self, ErrorMessages};
use crate::i18n::{Key, t};
use crate::ui::erased::effect;
use crate::ui::{ErrorSummary, Fields, Summary, Ui};
use leptos::html::H1;
use leptos::prelude::*;

/// Draws a screen around its own part.
#[component]
pub fn Frame(
    heading: Key,
    /// The fields of the form.
    #[prop(optional, into)]
    field: Fields,
    /// What is wrong with the screen itself, whatever the state says.
    #[prop(optional)]
    told: Option<ErrorMessages>,
    children: Children,
) -> impl IntoView {
    let ui = Ui::here();
    let text = t(heading);
    let place = NodeRef::<H1>::new();
    let is_wrong = told.is_some();
    // A summary takes the focus instead.
    if !is_wrong && !ui.shell().is_first_screen() {
        effect(move || {
            if let Some(place) = place.get() {
                ui.shell().focus(place.into());
            }
        });
    }
    effect(move || {
        ui.shell().title(&title(ui, heading, is_wrong || error_messages::told(ui).is_some()))
    });
    view! {
        <ErrorSummary fields=field.clone()/>
        {told.map(|told| view! { <Summary told fields=field/> })}
        <h1 class="rg-heading" tabindex="-1" node_ref=place>{text}</h1>
        {children()}
    }
}

/// The title of the page: the heading and the service, with *Error:* before them when something is
/// wrong, as GOV.UK does.
fn title(ui: Ui, heading: Key, is_wrong: bool) -> String {
    let (heading, service) = (ui.text(heading), ui.text(Key::PageService));
    let title = ui.filled(Key::PageTitle, &[("heading", &heading), ("service", &service)]);
    match is_wrong {
        true => ui.filled(Key::PageTitleError, &[("title", &title)]),
        false => title,
    }
}
