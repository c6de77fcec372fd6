//! An address that leads nowhere, with the way back to the step that the recovery is at.

use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::ui::Ui;
use crate::ui::erased::{press, text};
use leptos::prelude::*;
use regain_flow::{Route, State};

/// Draws the message.
#[component]
pub fn NotFoundStep() -> impl IntoView {
    let lead = t(Key::NotFoundLead);
    view! {
        <Frame heading=Key::NotFoundHeading>
            <p class="rg-lead">{lead}</p>
            {back_link(Ui::here(), Key::NotFoundBack)}
        </Frame>
    }
}

/// A link from a page beside the flow back into it.
pub fn back_link(ui: Ui, text_key: Key) -> impl IntoView {
    let label = t(text_key);
    let back = move || {
        ui.state.with(|state| match state {
            State::Aside(_, back) => back.route(),
            _ => None,
        })
    };
    let href = text(move || ui.shell().href(back().unwrap_or(Route::Account)));
    let press = press(move |event| {
        event.prevent_default();
        ui.shell().go(back().unwrap_or(Route::Account));
    });
    view! { <p><a class="rg-button rg-button--quiet" href=href on:click=press>{label}</a></p> }
}
