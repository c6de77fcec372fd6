//! Whether a password is just another spelling of an identifier. Called by the check.
//!
//! Deliberately simple: the same text without regard to ASCII case; the part of an e-mail address
//! before the `@`; the same phone number with or without separators, `+` or `00`, country code and
//! leading zeros. An identifier inside a longer password is not looked for.

/// Whether the password says no more than the identifier does. An empty text names nothing.
pub fn names(password: &str, identifier: &str) -> bool {
    if password.is_empty() || identifier.is_empty() {
        return false;
    }
    let local_part = identifier.rsplit_once('@').map(|(local, _)| local);
    password.eq_ignore_ascii_case(identifier)
        || local_part.is_some_and(|local| password.eq_ignore_ascii_case(local))
        || is_same_number(password, identifier)
}

/// Country codes have one to three digits (ITU-T E.164 §6.2).
const LONGEST_COUNTRY_CODE: usize = 3;

fn is_same_number(a: &str, b: &str) -> bool {
    let (Some(a), Some(b)) = (Number::parse(a), Number::parse(b)) else {
        return false;
    };
    let (longer, shorter) = if a.count() < b.count() { (b, a) } else { (a, b) };
    let extra = longer.count() - shorter.count();
    // Without a table of countries, up to three leading digits of the international form may be
    // the country code, when the other form is a national one.
    let fits = extra == 0
        || extra <= LONGEST_COUNTRY_CODE && longer.international && !shorter.international;
    let same_end = longer.digits().rev().zip(shorter.digits().rev()).all(|(x, y)| x == y);
    fits && same_end && shorter.count() > 0
}

/// A text that can be read as a phone number.
#[derive(Clone, Copy)]
struct Number<'a> {
    international: bool,
    /// From the first digit that is not a prefix; separators still in it.
    significant: &'a str,
}

impl<'a> Number<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let rest = text.strip_prefix('+').or_else(|| text.strip_prefix("00"));
        let digits = rest.unwrap_or(text);
        let separators = [' ', '-', '.', '/', '(', ')'];
        digits.chars().all(|c| c.is_ascii_digit() || separators.contains(&c)).then_some(Self {
            international: rest.is_some(),
            significant: digits.trim_start_matches(|c: char| c == '0' || separators.contains(&c)),
        })
    }

    fn digits(self) -> impl DoubleEndedIterator<Item = u8> {
        self.significant.bytes().filter(u8::is_ascii_digit)
    }

    fn count(self) -> usize {
        self.digits().count()
    }
}
