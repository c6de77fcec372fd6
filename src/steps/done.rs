//! `/done`: the password is set.

use crate::app::Ui;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use leptos::prelude::*;
use regain_flow::State;

/// Draws the happy end.
#[component]
pub fn DoneStep() -> impl IntoView {
    let ui = Ui::here();
    let done = ui.state.with_untracked(|state| match state {
        State::Done(done) => Some(done.clone()),
        _ => None,
    });
    let signed_out = done.as_ref().is_some_and(|done| done.sessions_signed_out > 0);
    let log_on_url = done.map(|done| done.log_on_url).unwrap_or_default();
    let lead = t(Key::DoneLead);
    let (sessions, notice, tip) = (t(Key::DoneSessions), t(Key::DoneNotice), t(Key::DoneTip));
    let log_on = t(Key::DoneLogOn);
    view! {
        <Frame heading=Key::DoneHeading>
            <p class="rg-lead rg-lead--good">{lead}</p>
            <ul class="rg-facts">
                {signed_out.then(|| view! { <li>{sessions}</li> })}
                <li>{notice}</li>
                <li>{tip}</li>
            </ul>
            <p><a class="rg-button" href=log_on_url><span class="rg-button__text">{log_on}</span></a></p>
        </Frame>
    }
}
