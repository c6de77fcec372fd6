//! Moves the focus.

use crate::browser::timer::{sleep, spawn};
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Focuses an element once it stands in the page. An element that is gone by then is left alone.
pub fn soon(element: HtmlElement) {
    spawn(async move {
        sleep(0).await;
        if element.is_connected() {
            // Fails only for a detached element.
            let _ = element.focus();
        }
    });
}

/// Focuses a field and brings its label into sight (GOV.UK error summary).
pub fn field(field: &HtmlElement) {
    let label = field.closest(".rg-field").ok().flatten();
    if let Some(label) = label {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Start);
        label.scroll_into_view_with_scroll_into_view_options(&options);
    }
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = field.focus_with_options(&options);
}
