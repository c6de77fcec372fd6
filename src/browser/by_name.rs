//! Browser APIs by name. Each function of web-sys costs the main wasm an import and its script a
//! function, about 25 bytes (brotli) together, even where only the late wasm calls it; what few
//! pages come to is called through this one door instead.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a property.
pub fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &name.into())
}

/// Writes a property.
pub fn set(object: &JsValue, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(object, &name.into(), value).map(|_| ())
}

/// Calls a method.
pub fn call(object: &JsValue, name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(object, name)?.dyn_into()?;
    method.apply(object, &list(arguments))
}

/// Makes an object of a class of the window.
pub fn new(class: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let class: Function = get(&window, class)?.dyn_into()?;
    Reflect::construct(&class, &list(arguments))
}

fn list(arguments: &[&JsValue]) -> Array {
    arguments.iter().copied().collect()
}
