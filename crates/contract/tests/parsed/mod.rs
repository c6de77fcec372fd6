//! JSON as the readers of the contract see it in the browser.

use regain_contract::json::Node;
use serde_json::Value;

/// JSON as the browser's own parser would give it.
pub struct Parsed(pub Value);

impl Node for Parsed {
    fn field(&self, name: &str) -> Option<Self> {
        self.0.get(name).filter(|value| !value.is_null()).cloned().map(Self)
    }
    fn text(&self) -> Option<String> {
        self.0.as_str().map(str::to_owned)
    }
    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }
    fn items(&self) -> Option<Vec<Self>> {
        Some(self.0.as_array()?.iter().cloned().map(Self).collect())
    }
    fn truth(&self) -> Option<bool> {
        self.0.as_bool()
    }
}

/// The JSON pointers (RFC 6901) of every value inside a value.
pub fn pointers(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, child)| (name.clone(), child)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, child)| (index.to_string(), child)).collect()
        }
        _ => vec![],
    };
    children
        .into_iter()
        .flat_map(|(name, child)| {
            let inside = pointers(child).into_iter().map(|rest| format!("/{name}{rest}"));
            std::iter::once(format!("/{name}")).chain(inside.collect::<Vec<_>>())
        })
        .collect()
}
