//! The messages of one language, from `locales/<locale>.json`.
//!
//! The page gets languages other than English as an array of texts in the order of the sorted
//! keys of `en.json`, the order in which the app's build script numbers them: the keys need not
//! travel. Key and argument coverage is the app's own test.

use crate::failure::{Failure, Outcome};
use crate::{files, workspace};
use std::collections::BTreeMap;
use std::path::Path;

/// The beginnings of the keys of late steps, which the app's build script reads too.
pub fn late() -> Outcome<String> {
    files::read_text(&workspace::root().join("locales/late.txt"))
}

/// The locale that is compiled into the wasm.
pub const ENGLISH: &str = "en";

/// The messages of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages {
    /// The language tag: the file's name.
    pub locale: String,
    texts: BTreeMap<String, String>,
}

impl Messages {
    /// Reads every language of the checkout, English first. None when there is no file yet.
    pub fn all() -> Outcome<Vec<Self>> {
        let folder = workspace::root().join("locales");
        let mut all = Vec::new();
        for path in files::walk(&folder)? {
            if let Some(locale) = files::name(&path).strip_suffix(".json") {
                all.push(Self::parse(locale, &files::read_text(&path)?, &path)?);
            }
        }
        all.sort_by_key(|messages| messages.locale != ENGLISH);
        Ok(all)
    }

    fn parse(locale: &str, text: &str, path: &Path) -> Outcome<Self> {
        let texts = serde_json::from_str(text)
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        Ok(Self { locale: locale.to_owned(), texts })
    }

    /// The text of a key. Fails when the language lacks it.
    pub fn text(&self, key: &str) -> Outcome<&str> {
        self.texts
            .get(key)
            .map(String::as_str)
            .ok_or_else(|| Failure::new(format!("locales/{}.json lacks {key}", self.locale)))
    }

    /// The title of the first screen.
    pub fn title(&self) -> Outcome<String> {
        let filled = self.text("page.title")?.replace("{heading}", self.text("account.heading")?);
        Ok(filled.replace("{service}", self.text("page.service")?))
    }

    /// The texts with their keys as JSON, sorted by key.
    pub fn keyed(&self) -> Outcome<String> {
        serde_json::to_string(&self.texts).map_err(|error| Failure::new(error.to_string()))
    }

    /// The texts as two JSON arrays in the order of `english`'s keys, sorted: first with `null` for each
    /// text of a late step, whose key begins with one of `late`; then those.
    pub fn compact(&self, english: &Self, late: &[&str]) -> Outcome<[String; 2]> {
        let is_late = |key: &str| late.iter().any(|beginning| key.starts_with(beginning));
        let (mut early, mut more) = (Vec::new(), Vec::new());
        for key in english.texts.keys() {
            let text = self.text(key)?;
            if is_late(key) {
                more.push(text);
            }
            early.push((!is_late(key)).then_some(text));
        }
        let json = |texts: Result<String, serde_json::Error>| {
            texts.map_err(|error| Failure::new(error.to_string()))
        };
        Ok([json(serde_json::to_string(&early))?, json(serde_json::to_string(&more))?])
    }
}

#[cfg(test)]
mod tests {
    use super::Messages;
    use std::path::Path;

    fn messages(locale: &str, text: &str) -> Messages {
        Messages::parse(locale, text, Path::new("locales")).unwrap()
    }

    #[test]
    fn a_language_becomes_an_array_in_the_order_of_the_sorted_english_keys() {
        let english = messages("en", r#"{"b":"Bee","a":"Ay"}"#);
        let chinese = messages("zh-CN", r#"{"a":"甲","b":"乙"}"#);

        assert_eq!(chinese.compact(&english, &[]).unwrap(), [r#"["甲","乙"]"#, "[]"]);
        let apart = chinese.compact(&english, &["a"]).unwrap();
        assert_eq!(apart, [r#"[null,"乙"]"#, r#"["甲"]"#]);
    }

    #[test]
    fn a_missing_text_is_named_with_its_file() {
        let english = messages("en", r#"{"a":"Ay","b":"Bee"}"#);
        let chinese = messages("zh-CN", r#"{"a":"甲"}"#);

        let failure = chinese.compact(&english, &[]).unwrap_err().to_string();
        assert_eq!(failure, "locales/zh-CN.json lacks b");
    }

    #[test]
    fn the_title_names_the_heading_and_the_service() {
        let english = messages(
            "en",
            r#"{"page.title":"{heading} – {service}","account.heading":"Reset","page.service":"Help"}"#,
        );

        assert_eq!(english.title().unwrap(), "Reset – Help");
    }
}
