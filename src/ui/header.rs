//! The name of the service and the language menu.

use crate::app::Ui;
use crate::i18n::{Key, t};
use crate::ui::erased::{attribute, press};
use leptos::prelude::*;
use regain_contract::Locale;

/// Draws the header.
#[component]
pub fn Header() -> impl IntoView {
    let (service, language) = (t(Key::PageService), t(Key::PageLanguage));
    let languages = Locale::ALL.map(|locale| view! { <Language locale/> });
    view! {
        <header class="rg-header">
            <span class="rg-header__service">{service}</span>
            <nav class="rg-languages" aria-label=language>{languages}</nav>
        </header>
    }
}

/// One language, named in itself.
#[component]
fn Language(locale: Locale) -> impl IntoView {
    let ui = Ui::here();
    let name = match locale {
        Locale::En => "English",
        Locale::ZhCn => "简体中文",
    };
    let current = attribute(move || (ui.locale.get() == locale).then_some("true"));
    view! {
        <button
            class="rg-languages__item"
            type="button"
            lang=locale.tag()
            aria-current=current
            on:click=press(move |_| ui.shell().speak(locale))
        >
            {name}
        </button>
    }
}
