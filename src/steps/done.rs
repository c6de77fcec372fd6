//! `/done`: the password is set.

use crate::app::Ui;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use leptos::prelude::*;
use regain_contract::Done;
use regain_flow::State;

/// Draws the happy end.
#[component]
pub fn DoneStep() -> impl IntoView {
    let ui = Ui::here();
    let done = ui.state.with_untracked(|state| match state {
        State::Done(done) => Some(done.clone()),
        _ => None,
    });
    let Done { log_on_url, named_log_on_url, return_url, sessions_signed_out, notices_sent } =
        done.unwrap_or_default();
    let facts = [
        (sessions_signed_out > 0).then_some(Key::DoneSessions),
        (notices_sent > 0).then_some(Key::DoneNotice),
        Some(Key::DoneTip),
    ];
    let facts: Vec<_> =
        facts.into_iter().flatten().map(|key| view! { <li>{t(key)}</li> }.into_any()).collect();
    let (lead, log_on) = (t(Key::DoneLead), t(Key::DoneLogOn));
    let back = return_url.map(|url| {
        view! { <p class="rg-aside"><a class="rg-link" href=url>{t(Key::DoneReturn)}</a></p> }
    });
    view! {
        <Frame heading=Key::DoneHeading>
            <p class="rg-lead rg-lead--good">{lead}</p>
            <ul class="rg-facts">{facts}</ul>
            <p><a class="rg-button" href=named_log_on_url.unwrap_or(log_on_url)><span class="rg-button__text">{log_on}</span></a></p>
            {back}
        </Frame>
    }
}
