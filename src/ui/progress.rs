//! Shows which of the three parts of the recovery the person is at.

use crate::i18n::{Key, t};
use crate::screen::{Screen, Stage};
use crate::ui::Ui;
use crate::ui::erased::block;
use leptos::prelude::*;
use regain_contract::Intent;
use std::cmp::Ordering;

/// Draws the progress line; nothing on screens beside the flow.
#[component]
pub fn Progress(screen: RwSignal<Screen>) -> impl IntoView {
    let label = t(Key::ProgressLabel);
    let parts = [
        (Stage::Account, Key::ProgressAccount),
        (Stage::Verify, Key::ProgressVerify),
        (Stage::Password, Key::ProgressPassword),
    ];
    let line = move |current: Stage| {
        let items = parts
            .into_iter()
            .map(|(stage, text)| view! { <Part text order=stage.cmp(&current)/> }.into_any())
            .collect::<Vec<_>>();
        view! { <ol class="rg-progress" aria-label=label>{items}</ol> }.into_any()
    };
    let ui = Ui::here();
    block(move || {
        // Who looks for a username is not on the way to a new password.
        let finds = ui.open(|open| Some(open.intent == Intent::FindUsername)) == Some(true);
        screen.get().stage().filter(|_| !finds).map_or_else(|| ().into_any(), line)
    })
}

#[component]
fn Part(text: Key, order: Ordering) -> impl IntoView {
    let text = t(text);
    let class = match order {
        Ordering::Less => "rg-progress__part rg-progress__part--done",
        Ordering::Equal => "rg-progress__part rg-progress__part--current",
        Ordering::Greater => "rg-progress__part",
    };
    let current = (order == Ordering::Equal).then_some("step");
    let done = (order == Ordering::Less).then(|| {
        view! { <span class="rg-sr-only">" "{t(Key::ProgressDone)}</span> }
    });
    view! { <li class=class aria-current=current><span>{text}</span>{done}</li> }
}
