//! Until when more is asked for: a day, or a number of days from now.

use time::{Date, Month, OffsetDateTime, Time};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Most days that a person is given.
const MAX_DAYS: u16 = 90;

/// The end of the time for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// So many days from now.
    Days(u16),
    /// The end of this day, by UTC.
    Date(Date),
}

impl Until {
    /// Reads `14d` or `2026-12-31`.
    ///
    /// # Errors
    /// One line that says which forms there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        let days = text.strip_suffix('d').and_then(|days| days.parse().ok()).map(Self::Days);
        days.or_else(|| date(text).map(Self::Date)).ok_or_else(|| {
            format!("--until {text:?} is neither a date (2026-12-31) nor days (14d)")
        })
    }

    /// The moment, in milliseconds since 1970.
    ///
    /// # Errors
    /// One line when it is over already, or further away than 90 days.
    pub fn at_ms(self, now_ms: i64) -> Result<i64, String> {
        let at_ms = match self {
            Self::Days(days) => now_ms + i64::from(days) * DAY_MS,
            Self::Date(date) => {
                let start = OffsetDateTime::new_utc(date, Time::MIDNIGHT).unix_timestamp();
                start * 1000 + DAY_MS
            }
        };
        if at_ms <= now_ms {
            return Err("--until must be in the future".into());
        }
        if at_ms > now_ms + i64::from(MAX_DAYS) * DAY_MS {
            return Err(format!("--until must be within {MAX_DAYS} days"));
        }
        Ok(at_ms)
    }
}

fn date(text: &str) -> Option<Date> {
    let digits = |part: &str, length: usize| {
        let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<u16>().ok()).flatten()
    };
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let month = Month::try_from(u8::try_from(digits(month, 2)?).ok()?).ok()?;
    let day = u8::try_from(digits(day, 2)?).ok()?;
    Date::from_calendar_date(i32::from(digits(year, 4)?), month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::Until;

    /// 2027-01-01T12:00:00Z.
    const NOON_MS: i64 = 1_798_804_800_000;

    fn at(text: &str) -> Result<i64, String> {
        Until::parse(text)?.at_ms(NOON_MS)
    }

    #[test]
    fn days_count_from_now_and_a_date_to_its_end() {
        assert_eq!(at("14d"), Ok(NOON_MS + 14 * 86_400_000));
        assert_eq!(at("2027-01-01"), Ok(NOON_MS + 43_200_000));
        assert_eq!(at("2027-01-03"), Ok(NOON_MS + 43_200_000 + 2 * 86_400_000));
    }

    #[test]
    fn what_is_no_time_to_answer_in_is_refused() {
        for text in [
            "",
            "d",
            "-1d",
            "0d",
            "91d",
            "14",
            "14 d",
            "tomorrow",
            "2027-02-30",
            "2027-1-1",
            "01.02.2027",
            "2026-12-31",
            "2028-01-01",
            "+2027-01-02",
            "2027-01-02-03",
        ] {
            assert!(at(text).is_err(), "{text}");
        }
    }
}
