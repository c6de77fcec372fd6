//! The name of the service and the language menu.

use crate::i18n::{Key, t};
use leptos::prelude::*;

/// Draws the header. The loader fills the menu, hears what is chosen and shows what is spoken: each
/// in a tenth of the bytes that it would cost here.
#[component]
pub fn Header() -> impl IntoView {
    let (service, language) = (t(Key::PageService), t(Key::PageLanguage));
    #[cfg(feature = "prerender")]
    let languages = {
        let spoken = crate::app::Ui::here().locale.get_untracked();
        regain_contract::Locale::ALL.map(|one| {
            let (tag, is_spoken) = (one.tag(), one == spoken);
            view! { <option value=tag lang=tag selected=is_spoken>{one.name()}</option> }
        })
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
