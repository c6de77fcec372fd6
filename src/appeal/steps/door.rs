//! `/appeal`: begin, go on, or see where an appeal stands.

use crate::appeal::desk::Desk;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::steps::late::back_link;
use crate::ui::erased::{press, text};
use crate::ui::{Button, LinkButton};
use leptos::prelude::*;
use regain_flow::appeal::{Event, Page, State};

/// Draws the door.
#[component]
pub fn DoorStep() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let has_draft = desk.state.with_untracked(|it| matches!(it, State::Door { kept: Some(_), .. }));
    let (lead, time, never) = (t(Key::AppealLead), t(Key::AppealTime), t(Key::AppealNever));
    let begin = press(move |_| desk.dispatch(Event::Began(ui.locale.get_untracked())));
    let go_on = press(move |_| desk.dispatch(Event::Continued));
    let status = press(move |_| desk.go(Page::Status));
    let draft = has_draft.then(|| {
        let kept = text(move || ui.text(Key::AppealKept));
        view! {
            <p class="rg-note">{kept}</p>
            <p><Button text=Key::AppealContinue press=go_on/></p>
        }
    });
    view! {
        <Frame heading=Key::AppealHeading>
            <p class="rg-lead">{lead}</p>
            <ul class="rg-facts"><li>{time}</li><li>{never}</li></ul>
            {draft}
            <p><Button text=Key::AppealBegin press=begin quiet=has_draft/></p>
            <p class="rg-aside"><LinkButton text=Key::AppealStatus press=status/></p>
            {back_link(ui, Key::AppealBack)}
        </Frame>
    }
}
