//! A way aside that cannot be undone: it asks before it acts (WCAG 3.3.4).

use super::desk::Desk;
use crate::i18n::{Key, t};
use crate::ui::erased::{press, text, when};
use crate::ui::{Button, LinkButton};
use leptos::html;
use leptos::prelude::*;
use regain_flow::appeal::Event;

/// What is asked for, the question about it, and the answer that does it.
#[derive(Clone, Copy)]
pub struct Question {
    /// The way aside.
    pub way: Key,
    /// Whether it is really meant, and what would be gone.
    pub question: Key,
    /// That it is.
    pub yes: Key,
}

/// To take a submitted appeal back.
pub const WITHDRAW: Question = Question {
    way: Key::AppealWithdraw,
    question: Key::AppealWithdrawSure,
    yes: Key::AppealWithdrawYes,
};

/// To delete a draft.
pub const DELETE: Question =
    Question { way: Key::AppealDelete, question: Key::AppealDeleteSure, yes: Key::AppealDeleteYes };

/// Draws the way aside, and below it the question once it is pressed. Both ends of an appeal are the
/// same event.
#[component]
pub fn AskFirst(asks: Question) -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let is_asking = RwSignal::new(false);
    let way = NodeRef::<html::Button>::new();
    let turn = press(move |_| {
        is_asking.update(|is_asking| *is_asking = !*is_asking);
        if is_asking.get_untracked() {
            ui.say(asks.question);
        }
    });
    let question = move || {
        let yes = press(move |_| desk.dispatch(Event::Withdrew));
        let keep = press(move |_| {
            is_asking.set(false);
            if let Some(way) = way.get_untracked() {
                let _ = way.focus();
            }
        });
        let sentence = text(move || ui.text(asks.question));
        view! {
            <div class="rg-note">
                <p>{sentence}</p>
                <p><Button text=asks.yes press=yes quiet=true/></p>
                <p><LinkButton text=Key::AppealKeep press=keep/></p>
            </div>
        }
        .into_any()
    };
    let label = t(asks.way);
    view! {
        <div class="rg-aside">
            <button
                class="rg-link"
                type="button"
                aria-expanded=move || if is_asking.get() { "true" } else { "false" }
                on:click=turn
                node_ref=way
            >
                {label}
            </button>
            {when(move || is_asking.get(), question)}
        </div>
    }
}
