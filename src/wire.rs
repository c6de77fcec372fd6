//! The browser's own JSON values, as the contract reads them.

use js_sys::{Array, JSON, Reflect};
use regain_contract::json::Node;
use wasm_bindgen::JsValue;

/// A value that the browser parsed.
pub struct Json(JsValue);

impl Json {
    /// Parses a text; `None` when it is no JSON (REL-04).
    pub fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }
}

impl Node for Json {
    fn field(&self, name: &str) -> Option<Self> {
        let value = Reflect::get(&self.0, &name.into()).ok()?;
        (!value.is_null() && !value.is_undefined()).then_some(Self(value))
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn truth(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn items(&self) -> Option<Vec<Self>> {
        Array::is_array(&self.0).then(|| Array::from(&self.0).iter().map(Self).collect())
    }
}
