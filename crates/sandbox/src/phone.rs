//! Phone numbers as the carrier reads them. Used by the carrier for the destination and by the
//! inbox for its filter.

/// A number with its country code, as digits only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads one number: `+86`, `0086`, `86` or nothing before a number of the Chinese mainland,
    /// else a country code and a number. Spaces and dashes between the digits are let pass.
    /// `None` when no such number has this form.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-')) {
            return None;
        }
        let is_international = text.starts_with('+') || text.starts_with("00");
        let digits = digits_of(text);
        let digits = digits.trim_start_matches('0');
        if !is_international && is_mainland(digits) {
            return Some(Self(format!("86{digits}")));
        }
        match digits.strip_prefix("86") {
            Some(national) if !is_mainland(national) => None,
            _ => (7..=15).contains(&digits.len()).then(|| Self(digits.to_owned())),
        }
    }

    /// The number as `+` and digits.
    pub fn e164(&self) -> String {
        format!("+{}", self.0)
    }
}

/// Whether a filter that somebody typed names this destination: by digits only, with or without
/// the mainland's country code.
pub fn is_same_number(destination: &str, filter: &str) -> bool {
    let destination = digits_of(destination);
    let filter = digits_of(filter);
    let filter = filter.trim_start_matches('0');
    !filter.is_empty() && (destination == filter || destination.strip_prefix("86") == Some(filter))
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A mobile number of the Chinese mainland: 11 digits that begin with 13 to 19.
fn is_mainland(digits: &str) -> bool {
    let mut bytes = digits.bytes();
    digits.len() == 11 && bytes.next() == Some(b'1') && bytes.next() >= Some(b'3')
}

#[cfg(test)]
mod tests {
    use super::{PhoneNumber, is_same_number};

    #[test]
    fn every_documented_way_to_write_a_mainland_number_is_the_same_number() {
        for text in ["13800138000", "8613800138000", "+8613800138000", "008613800138000"] {
            assert_eq!(PhoneNumber::parse(text).unwrap().e164(), "+8613800138000", "{text}");
        }
    }

    #[test]
    fn a_foreign_number_keeps_its_country_code() {
        assert_eq!(PhoneNumber::parse("+14155550123").unwrap().e164(), "+14155550123");
        assert_eq!(PhoneNumber::parse("85290001234").unwrap().e164(), "+85290001234");
    }

    #[test]
    fn what_cannot_be_a_number_is_refused() {
        for text in ["", "+", "12", "+86 123", "1380013800x", "8612345678901", "+1234567890123456"]
        {
            assert_eq!(PhoneNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_filter_matches_by_digits() {
        for filter in ["+86 138 0013 8000", "+8613800138000", " 8613800138000", "138-0013-8000"] {
            assert!(is_same_number("+8613800138000", filter), "{filter}");
        }
        for filter in ["+8613800138001", "8000", "", "+", "solo"] {
            assert!(!is_same_number("+8613800138000", filter), "{filter}");
        }
    }
}
