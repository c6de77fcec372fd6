//! Copies a text, where the browser allows it.

use crate::browser::page::window;
use crate::browser::timer::spawn;
use wasm_bindgen_futures::JsFuture;

/// Copies a text and says whether that worked.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    // Absent on pages that are not secure.
    let clipboard = window().filter(web_sys::Window::is_secure_context);
    let written = clipboard.map(|window| window.navigator().clipboard().write_text(text));
    spawn(async move {
        done(match written {
            Some(written) => JsFuture::from(written).await.is_ok(),
            None => false,
        });
    });
}
