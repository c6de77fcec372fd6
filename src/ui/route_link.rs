//! A link to one of our addresses.

use crate::i18n::{Key, t};
use crate::ui::Ui;
use crate::ui::erased::press;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use regain_flow::Route;

/// Draws the link: followed in place, or by the browser in a new tab.
#[component]
pub fn RouteLink(to: Route, text: Key) -> impl IntoView {
    let ui = Ui::here();
    let text = t(text);
    let press = press(move |event: MouseEvent| {
        if event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            event.prevent_default();
            ui.shell().go(to);
        }
    });
    view! { <a class="rg-link" href=ui.shell().href(to) on:click=press>{text}</a> }
}
