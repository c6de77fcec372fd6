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
}

/// Replaces each `{name}` by its value, once; values are not searched for names again.
/// `{name, plural, one {# file} other {# files}}` (ICU MessageFormat) gives the form for the value,
/// which must be a number: `category` names its plural category.
pub fn fill(template: &str, values: &[(&str, &str)], category: &dyn Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, _, behind)) = at_brace(rest) {
        filled.push_str(before);
        let Some((inner, end, mut behind)) = at_brace(behind) else { return filled };
        let (name, plural) = inner.split_once(',').unwrap_or((inner, ""));
        let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
        if end == b'}' {
            filled.push_str(value);
        } else {
            let (wanted, mut chosen) = (category(value), "");
            let mut form = plural.split_once(',').map(|(_, form)| form);
            // The last form, `other`, is for what no other is for.
            while let (Some(of), Some((text, _, after))) = (form, at_brace(behind)) {
                if of.trim() == wanted || (chosen.is_empty() && of.trim() == "other") {
                    chosen = text;
                }
                let Some((next, brace, after)) = at_brace(after) else { return filled };
                (form, behind) = ((brace == b'{').then_some(next), after);
            }
            for (index, part) in chosen.split('#').enumerate() {
                if index > 0 {
                    filled.push_str(value);
                }
                filled.push_str(part);
            }
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// Parts a text at its first brace.
fn at_brace(text: &str) -> Option<(&str, u8, &str)> {
    let at = text.bytes().position(|byte| matches!(byte, b'{' | b'}'))?;
    Some((text.get(..at)?, *text.as_bytes().get(at)?, text.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::fill;

    fn filled(template: &str, values: &[(&str, &str)]) -> String {
        let category = |n: &str| if n == "1" { "one".to_owned() } else { "many".to_owned() };
        fill(template, values, &category)
    }

    #[test]
    fn values_take_the_places_of_their_names_once() {
        let values = [("to", "{n}"), ("n", "5")];
        assert_eq!(filled("Sent {n} to {to}.", &values), "Sent 5 to {n}.");
        assert_eq!(filled("{unknown}!", &values), "!");
        assert_eq!(filled("cut {", &values), "cut ");
    }

    #[test]
    fn a_plural_gives_the_form_of_its_number() {
        let text = "At most {n, plural, one {# file} other {# files}} of {to}.";
        assert_eq!(filled(text, &[("n", "1"), ("to", "2 MB")]), "At most 1 file of 2 MB.");
        assert_eq!(filled(text, &[("n", "5"), ("to", "2 MB")]), "At most 5 files of 2 MB.");
        let text = "{n, plural, many {# a} one {# b} other {c}}";
        assert_eq!(filled(text, &[("n", "5")]), "5 a");
        assert_eq!(filled(text, &[("n", "1")]), "1 b");
    }
}
