//! `/done`: the password is set.

use crate::i18n::Key;
use crate::steps::frame::Frame;
use crate::ui::Ui;
use crate::ui::erased::{block, text};
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
    let facts = block(move || {
        let facts = [
            (sessions_signed_out > 0, Key::DoneSessions),
            (notices_sent > 0, Key::DoneNotice),
            (true, Key::DoneTip),
        ];
        let holds = facts.into_iter().filter(|(holds, _)| *holds);
        let items = holds.map(|(_, key)| view! { <li>{ui.text(key)}</li> }.into_any());
        items.collect::<Vec<_>>().into_any()
    });
    let lead = text(move || ui.text(Key::DoneLead));
    let log_on = link(ui, "log_on", named_log_on_url.unwrap_or(log_on_url), Key::DoneLogOn);
    let back = return_url.map(|url| link(ui, "return", url, Key::DoneReturn));
    view! {
        <Frame heading=Key::DoneHeading>
            <p class="rg-lead rg-lead--good">{lead}</p>
            <ul class="rg-facts">{facts}</ul>
            {log_on}
            {back}
        </Frame>
    }
}

/// A link away from here; `to` names where to the host page.
fn link(ui: Ui, to: &'static str, href: String, key: Key) -> AnyView {
    let label = text(move || ui.text(key));
    let class = if key == Key::DoneLogOn { "rg-button" } else { "rg-link" };
    view! { <p><a class=class href=href data-to=to>{label}</a></p> }.into_any()
}
