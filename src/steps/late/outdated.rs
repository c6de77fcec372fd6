//! The server is newer than this page: only a reload helps (REL-15). The recovery goes on after it.

use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use leptos::prelude::*;

/// Draws the message.
#[component]
pub fn OutdatedStep() -> impl IntoView {
    let (lead, reload) = (t(Key::OutdatedLead), t(Key::PageReload));
    view! {
        <Frame heading=Key::OutdatedHeading>
            <p class="rg-lead">{lead}</p>
            // An empty address is this page: the link reloads it.
            <p><a class="rg-button" href="">{reload}</a></p>
        </Frame>
    }
}
