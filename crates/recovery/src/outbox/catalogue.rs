//! The texts of mail in each language, from `locales/<tag>.json`: compiled in, read once at start.
//! SMS texts belong to the carrier, which renders templates.

use super::template::{Template, Value};
use regain_contract::Locale;
use serde::Deserialize;
use std::collections::HashMap;

/// Makes the texts of one language out of field names and the keys that stand in the files. A file
/// with a key too few or too many is refused, so that every text that can be named is there.
macro_rules! texts {
    ($($field:ident = $key:literal,)*) => {
        /// The texts of one language.
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Texts {
            #[serde(skip)]
            locale: Locale,
            $(#[serde(rename = $key)] pub $field: Template,)*
        }

        #[cfg(test)]
        impl Texts {
            /// Every key with its text.
            pub fn all(&self) -> Vec<(&'static str, &Template)> {
                vec![$(($key, &self.$field),)*]
            }
        }
    };
}

texts! {
    code_subject = "code.subject",
    code_body = "code.body",
    notice_subject = "notice.subject",
    notice_body = "notice.body",
    stopped_subject = "stopped.subject",
    stopped_body = "stopped.body",
    approval_subject = "approval.subject",
    approval_reminder_subject = "approval.reminder_subject",
    approval_body = "approval.body",
    approval_ends_hours = "approval.ends_hours",
    approval_ends_minutes = "approval.ends_minutes",
    approval_from_unknown = "approval.from_unknown",
    approval_from_separator = "approval.from_separator",
    over_subject = "over.subject",
    over_body = "over.body",
    over_not_you = "over.not_you",
    over_approved = "over.approved",
    over_refused = "over.refused",
    over_wrong_number = "over.wrong_number",
    over_reported = "over.reported",
    over_withdrawn = "over.withdrawn",
    over_expired = "over.expired",
    approved_subject = "approved.subject",
    approved_body = "approved.body",
    reported_subject = "reported.subject",
    reported_body = "reported.body",
    draft_subject = "draft.subject",
    draft_body = "draft.body",
    phone_changing_subject = "phone_changing.subject",
    phone_changing_body = "phone_changing.body",
    phone_changed_subject = "phone_changed.subject",
    phone_changed_body = "phone_changed.body",
}

impl Texts {
    /// The language.
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// One of the texts with its values.
    pub fn fill(&self, text: &Template, values: &[(&str, Value<'_>)]) -> String {
        text.fill(self.locale, values)
    }
}

/// The file of a language.
const fn file(locale: Locale) -> &'static str {
    match locale {
        Locale::En => include_str!("../../locales/en.json"),
        Locale::ZhCn => include_str!("../../locales/zh-CN.json"),
        Locale::ZhTw => include_str!("../../locales/zh-TW.json"),
        Locale::Ja => include_str!("../../locales/ja.json"),
        Locale::Ko => include_str!("../../locales/ko.json"),
        Locale::De => include_str!("../../locales/de.json"),
        Locale::Fr => include_str!("../../locales/fr.json"),
        Locale::Es => include_str!("../../locales/es.json"),
        Locale::PtBr => include_str!("../../locales/pt-BR.json"),
        Locale::Id => include_str!("../../locales/id.json"),
        Locale::Ru => include_str!("../../locales/ru.json"),
        Locale::Ar => include_str!("../../locales/ar.json"),
    }
}

/// The texts of every language.
#[derive(Clone, Debug)]
pub struct Catalogue {
    english: Texts,
    others: HashMap<Locale, Texts>,
}

impl Catalogue {
    /// Reads the files.
    ///
    /// # Errors
    /// A file that lacks a text, or has one too many: the tests find it first.
    pub fn read() -> Result<Self, serde_json::Error> {
        let read = |locale| {
            let texts: Texts = serde_json::from_str(file(locale))?;
            Ok(Texts { locale, ..texts })
        };
        let others = Locale::ALL.into_iter().filter(|locale| *locale != Locale::En);
        Ok(Self {
            english: read(Locale::En)?,
            others: others
                .map(|locale| Ok((locale, read(locale)?)))
                .collect::<Result<_, serde_json::Error>>()?,
        })
    }

    /// The texts of a language.
    pub fn of(&self, locale: Locale) -> &Texts {
        self.others.get(&locale).unwrap_or(&self.english)
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, file};
    use regain_contract::Locale;
    use std::collections::BTreeMap;

    /// Whether a line begins with an Arabic letter, and so is set from right to left by whoever
    /// shows it (Unicode TR9, rule P2).
    fn is_arabic(line: &str) -> bool {
        line.starts_with(|char| matches!(char, '\u{620}'..='\u{64a}'))
    }

    /// Reading them refuses a key too few or too many.
    #[test]
    fn every_language_has_the_same_places_and_no_empty_text() {
        let catalogue = Catalogue::read().unwrap();
        let english = catalogue.of(Locale::En).all();
        for locale in Locale::ALL {
            for ((key, text), (_, model)) in catalogue.of(locale).all().into_iter().zip(&english) {
                assert_eq!(text.names(), model.names(), "{locale:?} {key}");
                assert!(!text.fill(locale, &[]).trim().is_empty(), "{locale:?} {key}");
            }
        }
    }

    /// A mail program takes what touches an address into the link.
    #[test]
    fn nothing_touches_an_address() {
        for locale in Locale::ALL {
            let texts: BTreeMap<String, String> = serde_json::from_str(file(locale)).unwrap();
            for (key, text) in &texts {
                let is_alone = |word: &str| word == "{address}" || !word.contains("{address}");
                assert!(text.split([' ', '\n']).all(is_alone), "{locale:?} {key}");
                let is_alone = |line: &str| line == "{link}" || !line.contains("{link}");
                assert!(text.lines().all(is_alone), "{locale:?} {key}");
            }
        }
    }

    /// No mark of direction is needed in a plain text mail then: each line tells its direction.
    #[test]
    fn every_line_of_arabic_tells_its_direction() {
        let catalogue = Catalogue::read().unwrap();
        for (key, text) in catalogue.of(Locale::Ar).all() {
            for line in text.fill(Locale::Ar, &[]).lines() {
                let is_value = line.starts_with('{') || line.is_empty();
                assert!(is_value || is_arabic(line) || key == "approval.from_separator", "{line}");
            }
        }
    }
}
