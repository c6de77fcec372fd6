//! The session storage of the tab, where the browser allows it. Without it the flow works on, but
//! a reload begins anew (REL-12).

use crate::browser::page::window;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// Reads a value.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Writes a value; a full or forbidden storage is no failure.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Removes a value.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}
