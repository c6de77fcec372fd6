//! The languages of the page and of messages.

use crate::json::ToJson;
use serde::{Deserialize, Serialize};

/// A language of the product. Texts on the page and in messages exist in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Locale {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// Traditional Chinese, as in Taiwan.
    #[serde(rename = "zh-TW")]
    ZhTw,
    /// Japanese.
    #[serde(rename = "ja")]
    Ja,
    /// Korean.
    #[serde(rename = "ko")]
    Ko,
    /// German.
    #[serde(rename = "de")]
    De,
    /// French.
    #[serde(rename = "fr")]
    Fr,
    /// Spanish.
    #[serde(rename = "es")]
    Es,
    /// Brazilian Portuguese.
    #[serde(rename = "pt-BR")]
    PtBr,
    /// Indonesian.
    #[serde(rename = "id")]
    Id,
    /// Russian.
    #[serde(rename = "ru")]
    Ru,
    /// Arabic, written from right to left.
    #[serde(rename = "ar")]
    Ar,
}

impl Locale {
    /// Every language, in the order of the language menu.
    pub const ALL: [Self; 12] = [
        Self::En,
        Self::ZhCn,
        Self::ZhTw,
        Self::Ja,
        Self::Ko,
        Self::De,
        Self::Fr,
        Self::Es,
        Self::PtBr,
        Self::Id,
        Self::Ru,
        Self::Ar,
    ];

    /// The BCP 47 tag, as in `<html lang>`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
            Self::ZhTw => "zh-TW",
            Self::Ja => "ja",
            Self::Ko => "ko",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::PtBr => "pt-BR",
            Self::Id => "id",
            Self::Ru => "ru",
            Self::Ar => "ar",
        }
    }

    /// The name of the language in itself, as in the language menu.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhCn => "简体中文",
            Self::ZhTw => "繁體中文",
            Self::Ja => "日本語",
            Self::Ko => "한국어",
            Self::De => "Deutsch",
            Self::Fr => "Français",
            Self::Es => "Español",
            Self::PtBr => "Português (Brasil)",
            Self::Id => "Bahasa Indonesia",
            Self::Ru => "Русский",
            Self::Ar => "العربية",
        }
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Ar)
    }

    /// The language with exactly this tag.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }

    /// Reads the best match for one BCP 47 tag: `zh`, `zh-Hans-SG` and `zh-CN` are Simplified
    /// Chinese, `zh-Hant` and `zh-HK` Traditional, `pt-PT` is Brazilian Portuguese. `None` when the
    /// product does not speak the language.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        Some(match parts.next()? {
            "zh" if parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) => Self::ZhTw,
            "zh" => Self::ZhCn,
            "pt" => Self::PtBr,
            // The old code of Indonesian, which some systems still say.
            "in" => Self::Id,
            language => Self::of(language)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn tags_lead_to_the_nearest_language() {
        assert_eq!(Locale::from_tag("zh-Hans-SG"), Some(Locale::ZhCn));
        assert_eq!(Locale::from_tag("zh_CN"), Some(Locale::ZhCn));
        assert_eq!(Locale::from_tag("zh-Hant-MO"), Some(Locale::ZhTw));
        assert_eq!(Locale::from_tag("zh-HK"), Some(Locale::ZhTw));
        assert_eq!(Locale::from_tag("en-GB"), Some(Locale::En));
        assert_eq!(Locale::from_tag("pt-PT"), Some(Locale::PtBr));
        assert_eq!(Locale::from_tag("DE-at"), Some(Locale::De));
        assert_eq!(Locale::from_tag("in_ID"), Some(Locale::Id));
        assert_eq!(Locale::from_tag("it"), None);
        assert_eq!(Locale::from_tag(""), None);
    }

    #[test]
    fn each_language_reads_its_own_tag() {
        for locale in Locale::ALL {
            assert_eq!(Locale::from_tag(locale.tag()), Some(locale));
        }
    }
}
