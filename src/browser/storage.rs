//! The session storage of the tab, and [`device`], the local storage, where the browser allows them.
//! Without them the flow works on, but a reload begins anew (REL-12).

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

/// The local storage: outlives the tab.
pub mod device {
    use crate::browser::page::window;
    use web_sys::Storage;

    fn storage() -> Option<Storage> {
        window()?.local_storage().ok()?
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
}
