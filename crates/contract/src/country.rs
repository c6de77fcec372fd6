//! The calling code of a country: what completes phone numbers that are typed without one.

use crate::json::ToJson;
use core::fmt;
use serde::{Deserialize, Serialize};

/// A calling code such as `49`: one to three digits, the first not 0. JSON has it as a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(
    feature = "openapi",
    schema(value_type = String, pattern = "^[1-9][0-9]{0,2}$", example = "49")
)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode(u16);

impl CountryCode {
    /// The code with this number; `None` outside 1 to 999.
    #[must_use]
    pub const fn new(code: u16) -> Option<Self> {
        match code {
            1..=999 => Some(Self(code)),
            _ => None,
        }
    }

    /// Reads the ASCII digits; `None` for anything else, a plus or spaces included.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_code = (1..=3).contains(&text.len())
            && !text.starts_with('0')
            && text.bytes().all(|byte| byte.is_ascii_digit());
        // The standard library also reads `+49`.
        is_code.then(|| text.parse().ok().map(Self)).flatten()
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ToJson for CountryCode {
    fn write_json(&self, out: &mut String) {
        self.to_string().write_json(out);
    }
}

impl TryFrom<String> for CountryCode {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a calling code has one to three digits, the first not 0")
    }
}

impl From<CountryCode> for String {
    fn from(code: CountryCode) -> Self {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::CountryCode;

    #[test]
    fn one_to_three_digits_are_a_code() {
        for text in ["1", "7", "49", "86", "886", "999"] {
            assert_eq!(CountryCode::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in
            ["", "0", "049", "+49", "-1", "4 9", " 49", "1234", "４９", "٤٩", "DE", "4\0", "0x1"]
        {
            assert_eq!(CountryCode::parse(text), None, "{text:?}");
        }
    }
}
