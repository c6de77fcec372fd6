//! The address bar: routes below a base path. The only place that reads or writes the history.

use crate::browser::page::window;
use regain_flow::{History, Route};
use wasm_bindgen::JsValue;

/// The addresses of one element.
#[derive(Clone, Debug)]
pub struct Location {
    base: String,
}

impl Location {
    /// Routes below `base`, a path without a trailing slash.
    pub const fn below(base: String) -> Self {
        Self { base }
    }

    /// The route that the address bar shows.
    #[expect(clippy::disallowed_methods, reason = "this is the module for it")]
    pub fn current(&self) -> Route {
        let path = window().and_then(|window| window.location().pathname().ok());
        let path = path.unwrap_or_default();
        path.strip_prefix(self.base.as_str()).map_or(Route::NotFound, Route::parse)
    }

    /// Shows a route. The query and the fragment go: nothing of ours is ever in them.
    pub fn show(&self, route: Route, history: History) {
        if self.current() == route {
            return;
        }
        let Some(entries) = window().and_then(|window| window.history().ok()) else { return };
        let href = self.href(route);
        // Fails in sandboxed frames and when called too often; the flow goes on without it.
        let _ = match history {
            History::Push => entries.push_state_with_url(&JsValue::NULL, "", Some(&href)),
            History::Replace => entries.replace_state_with_url(&JsValue::NULL, "", Some(&href)),
        };
    }

    /// Loads the page anew, at its present address.
    #[expect(clippy::disallowed_methods, reason = "this is the module for it")]
    pub fn reload(&self) {
        if let Some(window) = window() {
            // Fails in sandboxed frames; the page then stays as it is.
            let _ = window.location().reload();
        }
    }

    /// Loads the page anew when another link of a hand-off was opened in this tab: only its
    /// fragment differs, so the browser does not.
    #[expect(clippy::disallowed_methods, reason = "this is the module for it")]
    pub fn take_new_ticket(&self) {
        let is_of_a_link =
            matches!(self.current(), Route::Approve | Route::HandOff | Route::Appeal);
        let fragment = window().and_then(|window| window.location().hash().ok());
        if is_of_a_link && fragment.is_some_and(|fragment| fragment.len() > 1) {
            self.reload();
        }
    }

    /// The address of a route.
    pub fn href(&self, route: Route) -> String {
        format!("{}{}", self.base, route.path())
    }
}
