//! Says that the browser is offline, for as long as it is (REL-06).

use crate::i18n::{Key, t};
use crate::ui::Ui;
use crate::ui::erased::when;
use leptos::prelude::*;

/// Draws the banner; an empty status region while online.
#[component]
pub fn OfflineBanner() -> impl IntoView {
    let ui = Ui::here();
    let text = t(Key::PageOffline);
    view! {
        <div role="status" class="rg-banner-place">
            {when(move || ui.offline.get(), move || view! { <p class="rg-banner">{text}</p> }.into_any())}
        </div>
    }
}
