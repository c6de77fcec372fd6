//! Points in time as the platform writes them: `yyyy-MM-dd HH:mm:ss` in China, which is UTC+8 all
//! year.

use std::time::{Duration, SystemTime};

const AHEAD_OF_UTC: Duration = Duration::from_secs(8 * 3_600);

/// Writes a point in time.
pub fn write(time: SystemTime) -> String {
    let text = humantime::format_rfc3339_seconds(time + AHEAD_OF_UTC).to_string();
    text.trim_end_matches('Z').replace('T', " ")
}

/// Reads a point in time; `None` when the text has another form.
pub fn read(text: &str) -> Option<SystemTime> {
    let (date, time) = text.split_once(' ')?;
    if text.len() != "2014-07-24 03:07:50".len() {
        return None;
    }
    let time = humantime::parse_rfc3339(&format!("{date}T{time}Z")).ok()?;
    time.checked_sub(AHEAD_OF_UTC)
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn a_time_is_read_as_it_is_written() {
        let time = humantime::parse_rfc3339("2026-01-01T23:04:05Z").unwrap();

        assert_eq!(write(time), "2026-01-02 07:04:05");
        assert_eq!(read("2026-01-02 07:04:05"), Some(time));
    }

    #[test]
    fn other_forms_are_not_read() {
        for text in
            ["", "2026-01-02", "2026-01-02T07:04:05", "2026-01-02 07:04:05Z", "2026-13-02 07:04:05"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
