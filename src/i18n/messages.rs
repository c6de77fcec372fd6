//! The messages of one language, and how values are put into them.

use std::sync::Arc;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// English texts with their keys.
pub type LateTexts = &'static [(Key, &'static str)];

/// The English texts that the late wasm has brought.
#[cfg(feature = "split")]
static BROUGHT: std::sync::OnceLock<LateTexts> = std::sync::OnceLock::new();

/// Takes the English texts that the late wasm has brought.
#[cfg(feature = "split")]
pub fn take_late(texts: LateTexts) {
    // They are the same each time.
    let _ = BROUGHT.set(texts);
}

/// The English texts of the late steps. With a split, only the late wasm may call this: the texts
/// are where this is called.
pub const fn late_texts() -> LateTexts {
    &LATE
}

/// The English text of a key.
fn english(key: Key) -> &'static str {
    let end = |index: usize| ENDS.get(index).copied().unwrap_or_default().into();
    let start = (key as usize).checked_sub(1).map_or(0, end);
    let text = ENGLISH.get(start..end(key as usize)).unwrap_or_default();
    if !text.is_empty() {
        return text;
    }
    #[cfg(feature = "split")]
    let late = BROUGHT.get().copied().unwrap_or_default();
    #[cfg(not(feature = "split"))]
    let late = late_texts();
    let found = late.iter().find(|(late, _)| *late as usize == key as usize);
    found.map(|(_, text)| *text).unwrap_or_default()
}

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
        (texts.len() == ENDS.len()).then(|| Self::Loaded(texts.into()))
    }

    /// The text of a key.
    #[must_use]
    pub fn text(&self, key: Key) -> &str {
        match self {
            Self::English => english(key),
            Self::Loaded(texts) => texts.get(key as usize).map_or("", String::as_str),
        }
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
