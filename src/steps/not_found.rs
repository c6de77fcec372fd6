//! An address that leads nowhere, with the way back to the step that the recovery is at.

use crate::app::Ui;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
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
pub fn back_link(ui: Ui, text: Key) -> impl IntoView {
    let text = t(text);
    let back = move || {
        ui.state.with(|state| match state {
            State::Aside(_, back) => back.route(),
            _ => None,
        })
    };
    let href = move || ui.shell().href(back().unwrap_or(Route::Account));
    let press = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        ui.shell().go(back().unwrap_or(Route::Account));
    };
    view! { <p><a class="rg-button rg-button--quiet" href=href on:click=press>{text}</a></p> }
}
