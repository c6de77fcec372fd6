//! What a person typed to name the account, in its one canonical form (ENU-08). The same text is
//! the lookup key, the key of limits and the key of decoys. Reads no database.

use unicode_normalization::UnicodeNormalization;

/// Most characters of an identifier as typed.
const MAX_CHARS: usize = 256;

/// An identifier in canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Identifier {
    /// A username, ASCII letters in lower case.
    Username(String),
    /// A phone number in E.164 form, such as `+8613800138000`.
    Phone(String),
    /// An e-mail address, ASCII letters in lower case.
    Email(String),
}

impl Identifier {
    /// Reads what was typed; `country_code` (digits only) completes national phone numbers.
    /// `None` when it is empty, longer than 256 characters, or holds control characters.
    #[must_use]
    pub fn parse(typed: &str, country_code: &str) -> Option<Self> {
        if typed.chars().count() > MAX_CHARS {
            return None;
        }
        let text = fold(typed.trim());
        let text = text.trim();
        if text.is_empty() || text.chars().any(char::is_control) {
            return None;
        }
        if text.contains('@') {
            return Some(Self::Email(text.to_ascii_lowercase()));
        }
        if let Some(number) = phone(text, country_code) {
            return Some(Self::Phone(number));
        }
        Some(Self::Username(text.to_ascii_lowercase()))
    }

    /// The canonical text. The three kinds cannot collide: only an address has an `@`, only a
    /// phone number begins with `+` and goes on with digits alone.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Username(text) | Self::Phone(text) | Self::Email(text) => text,
        }
    }
}

/// Folds compatibility forms (NFKC), full-width letters and digits included. A text in which
/// another letter would turn into an ASCII one (`K` the Kelvin sign, `ſ`, `İ`) is left alone:
/// look-alikes never reach another account (CVE-2019-19844).
fn fold(text: &str) -> String {
    if text.chars().any(is_look_alike) {
        return text.to_owned();
    }
    text.nfkc().map(ascii_digit).collect()
}

fn is_look_alike(char: char) -> bool {
    let is_full_width = ('\u{ff01}'..='\u{ff5e}').contains(&char);
    !char.is_ascii()
        && !is_full_width
        && char.nfkc().flat_map(char::to_lowercase).any(|folded| folded.is_ascii_alphabetic())
}

/// The digits of other scripts that number keyboards of phones produce.
fn ascii_digit(char: char) -> char {
    for zero in ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}'] {
        let offset = u32::from(char).wrapping_sub(u32::from(zero));
        if let (0..=9, Some(digit)) = (offset, char::from_digit(offset, 10)) {
            return digit;
        }
    }
    char
}

fn phone(text: &str, country_code: &str) -> Option<String> {
    let is_punctuation = |char| matches!(char, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{2010}');
    let (has_plus, rest) = match text.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let digits: String = rest.chars().filter(|&char| !is_punctuation(char)).collect();
    if !(7..=17).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = international(&digits, has_plus, country_code);

    (8..=15).contains(&number.len()).then(|| format!("+{number}"))
}

fn international(digits: &str, has_plus: bool, country_code: &str) -> String {
    if has_plus {
        return digits.to_owned();
    }
    if let Some(rest) = digits.strip_prefix("00") {
        return rest.to_owned();
    }
    // A country code typed without plus: long enough to be one and a whole national number.
    if digits.starts_with(country_code) && digits.len() >= country_code.len() + 10 {
        return digits.to_owned();
    }
    format!("{country_code}{}", digits.strip_prefix('0').unwrap_or(digits))
}

#[cfg(test)]
mod tests {
    use super::Identifier;
    use proptest::prelude::*;

    fn text(typed: &str) -> Option<String> {
        Identifier::parse(typed, "86").map(|identifier| identifier.text().to_owned())
    }

    /// ENU-08: every spelling of a phone number, an address and a username has one canonical form.
    #[test]
    fn spellings_of_one_identifier_are_one() {
        for typed in [
            "13800138000",
            "138 0013 8000",
            "+86 138-0013-8000",
            "0086 13800138000",
            "86 138 0013 8000",
            "　１３８００１３８０００ ",
            "＋８６（１３８）００１３８０００",
            "١٣٨٠٠١٣٨٠٠٠",
        ] {
            assert_eq!(text(typed).as_deref(), Some("+8613800138000"), "{typed}");
        }
        assert_eq!(text(" Solo@Example.COM ").as_deref(), Some("solo@example.com"));
        assert_eq!(text("ｓｏｌｏ＠ｅｘａｍｐｌｅ．ｃｏｍ").as_deref(), Some("solo@example.com"));
        assert_eq!(text("SOLO-mfa").as_deref(), Some("solo-mfa"));
        assert_eq!(text("+14155550100").as_deref(), Some("+14155550100"));
    }

    /// ENU-08: look-alikes of letters never lead to the ASCII account (CVE-2019-19844).
    #[test]
    fn look_alikes_stay_apart() {
        for (typed, victim) in [
            ("\u{17f}olo", "solo"),
            ("\u{212a}im@example.com", "kim@example.com"),
            ("m\u{131}ke@example.com", "mike@example.com"),
            ("M\u{130}KE@example.com", "mike@example.com"),
            ("solo@example.\u{212a}om", "solo@example.kom"),
            ("\u{ff53}\u{17f}lo", "sslo"),
            ("ﬁrm", "firm"),
            ("ⓢolo", "solo"),
        ] {
            assert_ne!(text(typed).as_deref(), Some(victim), "{typed}");
        }
    }

    #[test]
    fn nothing_and_control_characters_are_refused() {
        for typed in ["", "   ", "\u{3000}", "a\0b", "a\nb", &"x".repeat(257)] {
            assert_eq!(text(typed), None, "{typed:?}");
        }
    }

    proptest! {
        /// ENU-08: the canonical form is its own canonical form.
        #[test]
        fn the_canonical_form_is_a_fixed_point(typed in "\\PC{0,40}|[+0-9 ()０-９.-]{1,24}") {
            if let Some(once) = Identifier::parse(&typed, "86") {
                prop_assert_eq!(Identifier::parse(once.text(), "86"), Some(once.clone()));
            }
        }
    }
}
