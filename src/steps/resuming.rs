//! Shown while the server is asked where a remembered recovery stands, or what a link is for.

use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::ui::Ui;
use crate::ui::erased::{block, press};
use leptos::prelude::*;
use regain_flow::Event;

/// Draws the wait, and the way on when it fails.
#[component]
pub fn ResumingStep() -> impl IntoView {
    let ui = Ui::here();
    let (lead, retry) = (t(Key::ResumingLead), t(Key::ResumingRetry));
    view! {
        <Frame heading=Key::ResumingHeading>
            {block(move || match ui.failure().is_some() {
                false => view! { <p class="rg-lead">{lead}</p> }.into_any(),
                true => view! {
                    <p><button class="rg-button" type="button" on:click=press(move |_| ui.dispatch(Event::AskedToRetry))>
                        <span class="rg-button__text">{retry}</span>
                    </button></p>
                }.into_any(),
            })}
        </Frame>
    }
}
