//! The appeal is asked for, gone, or newer than this page.

use crate::appeal::desk::Desk;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::ui::Button;
use crate::ui::erased::{press, when};
use leptos::prelude::*;
use regain_flow::appeal::{Event, Page};

/// Draws the wait for the server, and a way to ask again when it fails.
#[component]
pub fn OpeningStep() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let lead = t(Key::PageBusy);
    let retry = move || {
        let press = press(move |_| desk.dispatch(Event::AskedToRetry));
        view! { <p><Button text=Key::ResumingRetry press/></p> }.into_any()
    };
    view! {
        <Frame heading=Key::AppealHeading>
            {when(move || ui.failure().is_none(), move || view! { <p class="rg-lead">{lead}</p> }.into_any())}
            {when(move || ui.failure().is_some(), retry)}
        </Frame>
    }
}

/// Draws an end, from which a new appeal can be begun.
pub fn over_step(heading: Key, lead: Key) -> impl IntoView {
    let desk = Desk::here();
    let lead = t(lead);
    let begin = press(move |_| desk.go(Page::Begin));
    view! {
        <Frame heading>
            <p class="rg-lead">{lead}</p>
            <p><Button text=Key::AppealAgain press=begin quiet=true/></p>
        </Frame>
    }
}

/// Says that the page is older than the server.
#[component]
pub fn OutdatedStep() -> impl IntoView {
    let (lead, reload) = (t(Key::FailureOther), t(Key::PageReload));
    view! {
        <Frame heading=Key::AppealHeading>
            <p class="rg-lead">{lead}</p>
            <p><a class="rg-button" href="">{reload}</a></p>
        </Frame>
    }
}
