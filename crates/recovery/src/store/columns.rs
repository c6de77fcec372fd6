//! What a column holds where that is neither its text nor its number: the word of an enum, JSON, or
//! a flag. The rows of this folder name these types in `#[sqlx(try_from = "…")]`.
//!
//! A word that this version does not know becomes the fallback of its enum, because a newer version
//! of the server may have written it. Only rows of appeals refuse such a word.

use super::words;
use regain_contract::{
    FaceOutcome, Guidance, HandOffOutcome, Intent, Locale, Method, Stoppable, VisitOutcome,
    appeal::MaterialKind,
};
use serde::de::DeserializeOwned;
use sqlx::Type;

/// A column of text that may be NULL.
#[derive(Type)]
#[sqlx(transparent)]
pub struct Text(Option<String>);

impl Text {
    /// The text; empty for NULL.
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// The value of the word in the column; `None` for NULL and for a word that is none of `T`'s.
    pub fn word<T: DeserializeOwned>(&self) -> Option<T> {
        words::value(self.0.as_deref()?)
    }

    /// Like [`Self::word`], for enums that refuse a word they do not know.
    pub fn known_word<T: DeserializeOwned>(&self) -> Result<T, UnknownWord> {
        self.word().ok_or_else(|| UnknownWord(self.as_str().to_owned()))
    }

    /// The value of the JSON in the column; `None` for NULL.
    pub fn json<T: DeserializeOwned>(&self) -> Result<Option<T>, serde_json::Error> {
        self.0.as_deref().map(serde_json::from_str).transpose()
    }
}

/// A column has a word that is none of its enum's.
#[derive(Debug)]
pub struct UnknownWord(String);

impl std::fmt::Display for UnknownWord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "unknown word {}", self.0)
    }
}

impl std::error::Error for UnknownWord {}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0.unwrap_or_default()
    }
}

impl From<Text> for Locale {
    fn from(text: Text) -> Self {
        Self::from_tag(text.as_str()).unwrap_or_default()
    }
}

impl From<Text> for Intent {
    fn from(text: Text) -> Self {
        text.word().unwrap_or_default()
    }
}

impl From<Text> for Method {
    fn from(text: Text) -> Self {
        text.word().unwrap_or(Self::Administrator)
    }
}

impl From<Text> for Guidance {
    fn from(text: Text) -> Self {
        text.word().unwrap_or_default()
    }
}

impl From<Text> for Stoppable {
    fn from(text: Text) -> Self {
        text.word().unwrap_or(Self::Other)
    }
}

impl From<Text> for MaterialKind {
    fn from(text: Text) -> Self {
        Self::read(text.as_str()).unwrap_or(Self::Other)
    }
}

impl From<Text> for Option<FaceOutcome> {
    fn from(text: Text) -> Self {
        text.word()
    }
}

impl From<Text> for Option<HandOffOutcome> {
    fn from(text: Text) -> Self {
        text.word()
    }
}

impl From<Text> for Option<VisitOutcome> {
    fn from(text: Text) -> Self {
        text.word()
    }
}

/// A column with 1 for yes and 0 for no: what both databases store alike.
#[derive(Type)]
#[sqlx(transparent)]
pub struct Flag(i64);

impl From<Flag> for bool {
    fn from(flag: Flag) -> Self {
        flag.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::store::{appeals, approvals, challenges};
    use regain_contract::{Locale, Method};

    fn column(word: &str) -> Text {
        Text(Some(word.to_owned()))
    }

    #[test]
    fn a_name_that_is_written_is_read_back() {
        use approvals::State;
        for method in
            [Method::Phone, Method::Email, Method::Alipay, Method::Face, Method::Administrator]
        {
            assert_eq!(Method::from(column(challenges::name(method))), method);
        }
        for state in [
            State::Open,
            State::Approved,
            State::Refused,
            State::WrongNumber,
            State::Reported,
            State::Expired,
            State::Withdrawn,
        ] {
            assert_eq!(State::from(column(state.name())), state);
        }
    }

    #[test]
    fn an_unknown_word_is_the_fallback_but_in_appeals() {
        assert_eq!(approvals::State::from(column("new")), approvals::State::Withdrawn);
        assert_eq!(Locale::from(Text(None)), Locale::default());
        assert!(appeals::State::try_from(column("new")).is_err());
        assert!(appeals::State::try_from(Text(None)).is_err());
    }
}
