//! Buttons that stay focusable and named while a request is out: they say busy instead of going
//! away, so that the keyboard does not lose its place (REL-11).

use crate::i18n::{Key, t};
use crate::ui::Ui;
use crate::ui::erased::{Press, attribute};
use leptos::prelude::*;

/// The main button of a form.
#[component]
pub fn SubmitButton(text: Key) -> impl IntoView {
    let ui = Ui::here();
    let text = t(text);
    let class = attribute(move || {
        Some(if ui.is_busy() { "rg-button rg-button--busy" } else { "rg-button" })
    });
    let disabled = attribute(move || ui.is_busy().then_some("true"));
    view! {
        <button class=class type="submit" aria-disabled=disabled>
            <span class="rg-button__text">{text}</span>
        </button>
    }
}

/// A button beside the main one, or one that is no submission.
#[component]
pub fn Button(
    text: Key,
    press: Press,
    /// Whether it is not the main one.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let ui = Ui::here();
    let text = t(text);
    let class = if quiet { "rg-button rg-button--quiet" } else { "rg-button" };
    let disabled = attribute(move || ui.is_busy().then_some("true"));
    view! {
        <button class=class type="button" aria-disabled=disabled on:click=press>
            <span class="rg-button__text">{text}</span>
        </button>
    }
}

/// A button that looks like a link: a way aside, not onward.
#[component]
pub fn LinkButton(text: Key, press: Press) -> impl IntoView {
    let text = t(text);
    view! {
        <button class="rg-link" type="button" on:click=press>{text}</button>
    }
}
