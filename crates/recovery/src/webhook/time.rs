//! Times as other programs read them.

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The moment in the form of RFC 3339, in whole seconds of UTC.
pub fn written(at_ms: i64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp(at_ms.div_euclid(1000));
    moment.ok().and_then(|moment| moment.format(&Rfc3339).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn a_moment_is_written_in_utc() {
        assert_eq!(written(1_798_761_600_999), "2027-01-01T00:00:00Z");
        assert_eq!(written(i64::MAX), "");
    }
}
