//! The window and the document, where they exist.

use web_sys::{Document, Window};

/// The window.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// Whether the browser says that it has a connection. `true` when it does not know.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Milliseconds on a clock that only goes forward, whatever the person sets the wall clock to
/// (REL-10).
pub fn monotonic_ms() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// Whether the page can be seen.
pub fn is_visible() -> bool {
    document().is_some_and(|page| !page.hidden())
}
