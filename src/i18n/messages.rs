//! The messages of one language, and how values are put into them.

use std::sync::Arc;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The messages of one language.
#[derive(Clone, Debug, Default)]
pub enum Messages {
    /// English, compiled in.
    #[default]
    English,
    /// Another language, in the order of [`Key`].
    Loaded(Arc<[String]>),
}

impl Messages {
    /// Takes a loaded language; `None` when it does not have exactly one text for each key.
    #[must_use]
    pub fn loaded(texts: Vec<String>) -> Option<Self> {
        (texts.len() == ENGLISH.len()).then(|| Self::Loaded(texts.into()))
    }

    /// The text of a key.
    #[must_use]
    pub fn text(&self, key: Key) -> &str {
        let index = key as usize;
        let text = match self {
            Self::English => None,
            Self::Loaded(texts) => texts.get(index).map(String::as_str),
        };
        text.or_else(|| ENGLISH.get(index).copied()).unwrap_or_default()
    }

    /// The text of a key, with each `{name}` replaced by its value.
    #[must_use]
    pub fn filled(&self, key: Key, values: &[(&str, &str)]) -> String {
        fill(self.text(key), values)
    }
}

/// Replaces each `{name}` by its value, once; values are not searched for names again.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            break;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
