//! The name of the service and the language menu.

use crate::i18n::{Key, t};
use leptos::prelude::*;

/// Draws the header. In the page's HTML the menu has the one language that it is written in; the loader
/// fills it, hears what is chosen and shows what is spoken: each in a tenth of the bytes that it would
/// cost here.
#[component]
pub fn Header() -> impl IntoView {
    let (service, language) = (t(Key::PageService), t(Key::PageLanguage));
    #[cfg(feature = "prerender")]
    let languages = {
        let spoken = crate::ui::Ui::here().locale.get_untracked();
        view! { <option>{spoken.name()}</option> }
    };
    #[cfg(not(feature = "prerender"))]
    let languages = ();
    view! {
        <header class="rg-header">
            <span class="rg-header__service">{service}</span>
            <select class="rg-languages" aria-label=language>{languages}</select>
        </header>
    }
}
