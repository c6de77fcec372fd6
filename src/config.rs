//! The attributes of `<regain-recovery>`, parsed. A wrong one is named on the console with the
//! reason, and its default is used; nothing throws.

use regain_contract::{Locale, paths};
use web_sys::Element;

/// How the element was configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The base of the API, without a trailing slash: `api`, default `/api/v1`.
    pub api: String,
    /// The path that our routes stand below, without a trailing slash: `base`, default empty.
    pub base: String,
    /// Where to lead the person back to at the end: `return-to`. The server's list decides whether it
    /// is followed.
    pub return_to: Option<String>,
    /// The language: `locale`, default English.
    pub locale: Locale,
}

impl Config {
    /// Reads the attributes of an element.
    pub fn of(element: &Element) -> Self {
        Self {
            api: attribute(element, "api", api, paths::API.to_owned()),
            base: attribute(element, "base", base, String::new()),
            return_to: element.get_attribute("return-to"),
            locale: attribute(element, "locale", Locale::from_tag, Locale::default()),
        }
    }
}

fn attribute<T>(
    element: &Element,
    name: &str,
    parse: impl FnOnce(&str) -> Option<T>,
    default: T,
) -> T {
    let Some(value) = element.get_attribute(name) else { return default };
    parse(value.trim()).unwrap_or_else(|| {
        let message = format!("regain: the attribute `{name}` has a value that is not allowed");
        leptos::logging::error!("{message}");
        default
    })
}

/// An absolute path, or `https:` anywhere, or `http:` on this machine for development.
fn api(value: &str) -> Option<String> {
    let is_path = value.starts_with('/') && !value.starts_with("//") && !value.contains('\\');
    let is_url = ["https://", "http://localhost:", "http://127.0.0.1:"]
        .iter()
        .any(|scheme| value.starts_with(scheme));
    (is_path || is_url).then(|| value.trim_end_matches('/').to_owned())
}

/// An absolute path.
fn base(value: &str) -> Option<String> {
    let is_path = value.is_empty()
        || value.starts_with('/') && !value.starts_with("//") && !value.contains(['\\', '?', '#']);
    is_path.then(|| value.trim_end_matches('/').to_owned())
}
