//! The language of a page: `?lang=` first, then what the browser prefers, then English.

use super::party_words::PartyWords;
use super::words::Words;
use axum::extract::{FromRequestParts, Query};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use core::convert::Infallible;
use regain_contract::Locale;
use serde::Deserialize;

/// A language that the pages are written in. They stand for somebody else's, and are for
/// developers: English and Simplified Chinese, however many languages the recovery speaks. Who reads
/// Traditional Chinese gets the Chinese, everybody else English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Written {
    /// Both, in the order of the links.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The language of the pages that a reader of this one reads, if there is one.
    const fn of(locale: Locale) -> Option<Self> {
        match locale {
            Locale::En => Some(Self::English),
            Locale::ZhCn | Locale::ZhTw => Some(Self::Chinese),
            Locale::Ja
            | Locale::Ko
            | Locale::De
            | Locale::Fr
            | Locale::Es
            | Locale::PtBr
            | Locale::Id
            | Locale::Ru
            | Locale::Ar => None,
        }
    }

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => Locale::En.tag(),
            Self::Chinese => Locale::ZhCn.tag(),
        }
    }

    /// The name of the language in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "中文",
        }
    }
}

/// The language of one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// The language that the person reads; links to the recovery lead to it.
    pub locale: Locale,
    /// Whether the address asks for it, so that links must carry it on.
    pub is_asked_for: bool,
}

impl Language {
    /// The language that the page is written in.
    pub const fn written(self) -> Written {
        match Written::of(self.locale) {
            Some(written) => written,
            None => Written::English,
        }
    }

    /// The texts of the page.
    pub const fn words(self) -> &'static Words {
        Words::of(self.written())
    }

    /// The texts of the parties' pages.
    pub const fn party_words(self) -> &'static PartyWords {
        PartyWords::of(self.written())
    }

    /// What to append to a link so that the language stays.
    pub fn query(self) -> String {
        if self.is_asked_for { format!("?lang={}", self.locale.tag()) } else { String::new() }
    }
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        #[derive(Deserialize)]
        struct Asked {
            lang: Option<String>,
        }
        let asked = Query::<Asked>::try_from_uri(&parts.uri).ok().and_then(|query| query.0.lang);
        if let Some(locale) = asked.as_deref().and_then(Locale::from_tag) {
            return Ok(Self { locale, is_asked_for: true });
        }
        let accepted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Ok(Self { locale: preferred(accepted.unwrap_or_default()), is_asked_for: false })
    }
}

/// The language with the highest weight that the pages are written in (RFC 9110 §12.5.4).
fn preferred(accepted: &str) -> Locale {
    let mut ranges: Vec<(f32, &str)> = accepted
        .split(',')
        .map(|range| {
            let (tag, weight) = range.split_once(";q=").unwrap_or((range, "1"));
            (weight.trim().parse().unwrap_or(0.0), tag)
        })
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    ranges.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    ranges
        .into_iter()
        .filter_map(|(_, tag)| Locale::from_tag(tag))
        .find(|locale| Written::of(*locale).is_some())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Language, Written, preferred};
    use regain_contract::Locale;

    #[test]
    fn the_language_of_the_highest_weight_that_exists_is_taken() {
        assert_eq!(preferred("zh-CN,zh;q=0.9,en;q=0.8"), Locale::ZhCn);
        assert_eq!(preferred("de,en;q=0.5,zh;q=0.7"), Locale::ZhCn);
        assert_eq!(preferred("zh;q=0,en;q=0.1"), Locale::En);
        assert_eq!(preferred("fr"), Locale::En);
        assert_eq!(preferred(""), Locale::En);
    }

    #[test]
    fn a_language_that_is_asked_for_is_carried_on_whatever_the_page_is_written_in() {
        for (locale, written, query) in [
            (Locale::De, Written::English, "?lang=de"),
            (Locale::ZhTw, Written::Chinese, "?lang=zh-TW"),
        ] {
            let language = Language { locale, is_asked_for: true };

            assert_eq!(language.written(), written);
            assert_eq!(language.query(), query);
        }
    }
}
