//! Who asks: the account, when, with which browser, from where. Nothing else is known here.

use crate::error_messages::rough;
use crate::i18n::{Key, quoted, t};
use crate::ui::Ui;
use crate::ui::erased::text;
use leptos::prelude::*;
use regain_contract::RequestContext;

/// Draws the facts about who asks; `reason` is what the person wrote.
#[component]
pub fn RequestFacts(#[prop(optional)] reason: Option<String>) -> impl IntoView {
    let ui = Ui::here();
    let asker = ui.state.with_untracked(|_| ui.helping(|helping| Some(helping.asker.clone())));
    let when = asker.as_ref().map_or(0, |asker| asker.asked_s_ago);
    let ago = text(move || ui.filled(Key::AskerAgo, &[("time", &rough(ui, when))]));
    let from = asker.clone();
    let from = text(move || browser(ui, from.as_ref()));
    let place = asker.and_then(|asker| asker.place);
    let place = text(move || match &place {
        Some(place) => quoted(place),
        None => ui.text(Key::AskerUnknown),
    });
    let account = text(move || ui.account());
    let reason = reason.map(|reason| {
        let said = text(move || quoted(&reason));
        view! { <Fact name=Key::AskerReason value=said/> }
    });
    view! {
        <dl class="rg-about">
            <Fact name=Key::AskerAccount value=account/>
            <Fact name=Key::AskerWhen value=ago/>
            <Fact name=Key::AskerFrom value=from/>
            <Fact name=Key::AskerPlace value=place/>
            {reason}
        </dl>
    }
}

#[component]
fn Fact(name: Key, value: crate::ui::erased::Text) -> impl IntoView {
    let name = t(name);
    view! { <div class="rg-about__row"><dt>{name}</dt><dd>{value}</dd></div> }
}

fn browser(ui: Ui, asker: Option<&RequestContext>) -> String {
    let known = |name: &Option<String>| name.as_deref().map(quoted);
    let (browser, system) = match asker {
        Some(asker) => (known(&asker.browser), known(&asker.system)),
        None => (None, None),
    };
    match (browser, system) {
        (Some(browser), Some(system)) => {
            ui.filled(Key::AskerBrowserOn, &[("browser", &browser), ("system", &system)])
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => ui.text(Key::AskerUnknown),
    }
}
