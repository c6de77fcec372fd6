//! Reads a code out of whatever a person types or pastes (OTP-12).

use core::fmt;
use regain_contract::{Code, wipe};

/// What a person typed or pasted into a code field. `Debug` does not show it, and dropping it wipes
/// it from memory. [`Code`] is the digits that are read out of it.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedCode(String);

impl TypedCode {
    /// Wraps the text, unchanged.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// Reads the code of `length` digits; `None` when the text holds no such code.
    #[must_use]
    pub fn read(&self, length: u8) -> Option<Code> {
        read_code(&self.0, length)
    }

    /// Whether nothing but white space was typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl From<&Code> for TypedCode {
    /// The code that the browser found in a message, as if the person had typed it.
    fn from(code: &Code) -> Self {
        Self::new(code.expose().to_owned())
    }
}

impl Drop for TypedCode {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

impl fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The zeros of the decimal digits of Unicode (general category Nd) outside ASCII. The nine
/// characters after each are its 1 to 9. Source: Unicode Character Database, version 16.
const ZEROS: [u32; 75] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50,
    0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8,
    0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// Reads the code of `length` digits out of a text: the digits alone, spaced or dashed, in any
/// script, or a whole message. `None` when there is no such code.
///
/// In a message, `length` digits in one piece win over digits that a space or a dash parts, and
/// the last of them wins: a message repeats its code in its last line (`@host #123456`).
#[must_use]
pub fn read_code(text: &str, length: u8) -> Option<Code> {
    let length = usize::from(length);
    let whole: String = text.chars().filter_map(digit).collect();
    if whole.len() == length && !text.chars().any(char::is_alphabetic) {
        return Some(Code::new(whole));
    }
    let last = |gap| groups(text, gap).into_iter().rfind(|group| group.len() == length);
    last(0).or_else(|| last(1)).map(Code::new)
}

/// The runs of digits in a text. Up to `gap` separators between digits do not end a run.
fn groups(text: &str, gap: usize) -> Vec<String> {
    let mut groups = vec![String::new()];
    let mut passed = 0;
    for c in text.chars() {
        if let Some(digit) = digit(c) {
            if passed > gap {
                groups.push(String::new());
            }
            if let Some(group) = groups.last_mut() {
                group.push(digit);
            }
            passed = 0;
        } else {
            passed += if is_separator(c) { 1 } else { gap + 1 };
        }
    }
    groups
}

/// Folds any Unicode decimal digit to its ASCII digit.
fn digit(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    let code = u32::from(c);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

/// What people and messages put between the digits of one code.
const fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{3000}' | '-' | '\u{2010}'..='\u{2015}' | '\u{ff0d}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        read_code(text, 6).map(|code| code.expose().to_owned())
    }

    /// OTP-12: spaces, dashes and digits of any script are read.
    #[test]
    fn a_code_is_read_however_it_is_written() {
        for text in [
            "123456",
            " 123 456 ",
            "123-456",
            "1 2 3 4 5 6",
            "123–456",
            "１２３４５６",
            "١٢٣٤٥٦",
            "۱۲۳۴۵۶",
            "१२३४५६",
            "123\u{a0}456",
            "\u{feff}123456\n",
            "G-123456",
            "Your verification code is 123456. It expires in 5 minutes.\n\n@localhost #123456",
            "【Regain】验证码：123456，5分钟内有效。",
            "您的验证码是 123456 5 分钟内有效",
            "Code 123456, sent on 2024-12-05",
            "Call 4008 if 12 people ask. Code: 123 456",
        ] {
            assert_eq!(read(text).as_deref(), Some("123456"), "{text:?}");
        }
    }

    /// OTP-09: what was typed is in no log.
    #[test]
    fn debug_does_not_show_what_was_typed() {
        assert_eq!(format!("{:?}", TypedCode::new("123 456".into())), "[redacted]");
    }

    #[test]
    fn what_holds_no_code_gives_none() {
        for text in ["", "12345", "1234567", "abc", "order 1234567", "12345６7", "½23456"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_listed_zero_starts_ten_numeric_characters() {
        for zero in ZEROS {
            for offset in 0..10 {
                let c = char::from_u32(zero + offset).unwrap();

                assert_eq!(digit(c), char::from_digit(offset, 10));
            }
            let before = char::from_u32(zero - 1).unwrap();
            assert!(digit(before).is_none() || ZEROS.contains(&(zero - 10)), "{zero:x}");
        }
    }

    proptest! {
        /// OTP-12: whatever is typed, the result is a code of the right length or nothing.
        #[test]
        fn the_result_is_ascii_digits_of_the_right_length(text in any::<String>(), length in 4u8..10) {
            if let Some(code) = read_code(&text, length) {
                prop_assert_eq!(code.expose().len(), usize::from(length));
                prop_assert!(code.expose().bytes().all(|byte| byte.is_ascii_digit()));
            }
        }

        /// OTP-12: separators between the digits never change the code.
        #[test]
        fn single_separators_do_not_matter(code in "[0-9]{6}", separator in "[ \u{a0}-]") {
            let spread: String = code.chars().map(|c| format!("{c}{separator}")).collect();

            prop_assert_eq!(read(&spread), Some(code));
        }
    }
}
