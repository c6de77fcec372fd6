//! A link that leads nowhere, with what to do about it.

use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::ui::erased::press;
use crate::ui::{Button, Ui};
use leptos::prelude::*;
use regain_flow::Route;

/// Draws the message.
#[component]
pub fn LostStep() -> impl IntoView {
    let ui = Ui::here();
    let (lead, own) = (t(Key::LostLead), t(Key::LostOwn));
    let begin = press(move |_| ui.shell().go(Route::Account));
    view! {
        <Frame heading=Key::LostHeading>
            <p class="rg-lead">{lead}</p>
            <p>{own}</p>
            <p><Button text=Key::LostBegin press=begin quiet=true/></p>
        </Frame>
    }
}
