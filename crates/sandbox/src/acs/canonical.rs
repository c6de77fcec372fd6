//! The canonical form of a request, over which the V3 signature is made. Pure.

use axum::http::HeaderMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986 is encoded.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The query with every name and value encoded anew, sorted by name.
pub fn query(raw: &str) -> String {
    let mut pairs: Vec<_> = form_urlencoded::parse(raw.as_bytes())
        .map(|(name, value)| (encode(&name), encode(&value)))
        .collect();
    pairs.sort();
    let pairs: Vec<_> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

/// The signed headers, one line each, in the order given. `None` when one of them is missing or
/// not text.
pub fn headers(all: &HeaderMap, signed: &[&str]) -> Option<String> {
    let mut lines = String::new();
    for name in signed {
        let value = all.get(*name)?.to_str().ok()?;
        lines.push_str(&format!("{name}:{}\n", value.trim()));
    }
    Some(lines)
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::{headers, query};
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn names_are_sorted_and_values_encoded_as_rfc_3986_says() {
        assert_eq!(query("b=a+b%2Fc*~&a=%E4%B8%AD"), "a=%E4%B8%AD&b=a%20b%2Fc%2A~");
        assert_eq!(query("flag&a="), "a=&flag=");
        assert_eq!(query(""), "");
    }

    #[test]
    fn header_values_are_trimmed_and_a_missing_header_is_noticed() {
        let mut all = HeaderMap::new();
        all.insert("host", HeaderValue::from_static(" localhost:8090 "));

        assert_eq!(headers(&all, &["host"]).as_deref(), Some("host:localhost:8090\n"));
        assert_eq!(headers(&all, &["host", "x-acs-date"]), None);
    }
}
