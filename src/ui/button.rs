//! Buttons that stay focusable and named while a request is out: they say busy instead of going
//! away, so that the keyboard does not lose its place (REL-11).

use crate::app::Ui;
use crate::i18n::{Key, t};
use leptos::prelude::*;

/// The main button of a form.
#[component]
pub fn SubmitButton(text: Key) -> impl IntoView {
    let ui = Ui::here();
    let text = t(text);
    let busy = move || ui.is_busy();
    view! {
        <button class="rg-button" class:rg-button--busy=busy type="submit" aria-disabled=move || busy().then_some("true")>
            <span class="rg-button__text">{text}</span>
        </button>
    }
}

/// A button that looks like a link: a way aside, not onward.
#[component]
pub fn LinkButton(text: Key, press: impl Fn() + 'static) -> impl IntoView {
    let text = t(text);
    view! {
        <button class="rg-link" type="button" on:click=move |_| press()>{text}</button>
    }
}
