//! `/usernames`: what was found, and the ways on.

use crate::i18n::{Key, quoted, t};
use crate::steps::frame::Frame;
use crate::ui::erased::{attribute, block, press, text};
use crate::ui::{RouteLink, Ui, new_id};
use leptos::prelude::*;
use regain_contract::Usernames;
use regain_flow::{Event, Live, Route};

/// Draws the list.
#[component]
pub fn UsernamesStep() -> impl IntoView {
    let ui = Ui::here();
    let lead = text(move || {
        let key = match ui.step(found).map_or(0, |step| step.usernames.len()) {
            0 => Key::FoundNone,
            1 => Key::FoundOne,
            _ => Key::FoundSeveral,
        };
        ui.filled(key, &[("destination", &ui.account())])
    });
    let list = block(move || {
        let names = ui.step(found).map(|step| step.usernames).unwrap_or_default();
        let rows = names.into_iter().map(|name| view! { <Name name/> }.into_any());
        rows.collect::<Vec<_>>().into_any()
    });
    let log_on_url = ui.state.with_untracked(|_| ui.step(found)).map(|step| step.log_on_url);
    let log_on = t(Key::FoundLogOn);
    view! {
        <Frame heading=Key::FoundHeading>
            <p class="rg-lead">{lead}</p>
            <ul class="rg-methods">{list}</ul>
            <p><a class="rg-button" href=log_on_url data-to="log_on">{log_on}</a></p>
            <p class="rg-aside"><RouteLink to=Route::Username text=Key::FoundOther/></p>
        </Frame>
    }
}

fn found(step: &Live) -> Option<Usernames> {
    match step {
        Live::Usernames(step) => Some(step.clone()),
        _ => None,
    }
}

/// One username, with the way to a new password.
#[component]
fn Name(name: String) -> impl IntoView {
    let ui = Ui::here();
    let hint_id = new_id("username-hint");
    let (shown, hint) = (quoted(&name), t(Key::FoundReset));
    let disabled = attribute(move || ui.is_busy().then_some("true"));
    let choose = press(move |_| ui.dispatch(Event::ChoseUsername(name.clone())));
    view! {
        <li class="rg-method">
            <button
                class="rg-method__name"
                type="button"
                aria-disabled=disabled
                aria-describedby=hint_id.clone()
                on:click=choose
            >{shown}</button>
            <span class="rg-method__hint" id=hint_id.clone()>{hint}</span>
        </li>
    }
}
