//! Names of the contract's enums as they stand in columns: the same words as on the wire.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The word of a value of an enum without data.
pub fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The value of a word; `None` when it is none of the enum's.
pub fn value<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}
