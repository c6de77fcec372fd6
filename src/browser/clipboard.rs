//! Copies a text, where the browser allows it.

use crate::browser::page::window;
use crate::browser::timer::spawn;
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;

/// Copies a text and says whether that worked.
pub fn copy(text: &str, done: Rc<dyn Fn(bool)>) {
    let written = write(text);
    spawn(async move {
        done(match written {
            Some(written) => JsFuture::from(written).await.is_ok(),
            None => false,
        });
    });
}

fn write(text: &str) -> Option<Promise> {
    let clipboard = window()?.navigator().clipboard();
    // Absent on pages that are not secure.
    (!clipboard.is_undefined()).then(|| clipboard.write_text(text))
}
