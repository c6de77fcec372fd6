//! Copies a text, where the browser allows it.

use crate::browser::by_name::{call, get};
use crate::browser::page::window;
use crate::browser::timer::spawn;
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Copies a text and says whether that worked.
pub fn copy(text: &str, done: Rc<dyn Fn(bool)>) {
    let written = write(text);
    spawn(async move {
        done(match written {
            Ok(written) => JsFuture::from(written).await.is_ok(),
            Err(_) => false,
        });
    });
}

fn write(text: &str) -> Result<Promise, JsValue> {
    let navigator = window().ok_or(JsValue::NULL)?.navigator();
    // Absent on pages that are not secure.
    let clipboard = get(&navigator, "clipboard")?;
    call(&clipboard, "writeText", &[&text.into()]).map(Promise::from)
}
