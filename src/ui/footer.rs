//! The way on for a person whom nothing helps: in the same place on every screen (A11Y-13,
//! WCAG 3.2.6).

use crate::i18n::{Key, t};
use crate::ui::RouteLink;
use leptos::prelude::*;
use regain_flow::Route;

/// Draws the footer.
#[component]
pub fn Footer() -> impl IntoView {
    let help = t(Key::PageHelp);
    view! {
        <footer class="rg-footer">
            <span>{help}</span>
            " "
            <RouteLink to=Route::Appeal text=Key::PageAppeal/>
        </footer>
    }
}
