//! The one polite live region of the page. It stands in the DOM before anything is said (ARIA22).

use crate::ui::Ui;
use crate::ui::erased::text;
use leptos::prelude::*;

/// Draws the live region.
#[component]
pub fn Announcer() -> impl IntoView {
    let ui = Ui::here();
    view! {
        <div class="rg-sr-only" role="status" aria-atomic="true">
            {text(move || ui.announcement.get())}
        </div>
    }
}
