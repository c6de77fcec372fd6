//! Times as Alipay writes them: `2026-01-02 11:04:05`, always in China (UTC+8).

use time::{Date, Month, OffsetDateTime, Time};

const OFFSET_S: i64 = 8 * 60 * 60;

/// Writes a time.
pub(super) fn write(now_ms: i64) -> String {
    let Ok(then) = OffsetDateTime::from_unix_timestamp(now_ms.div_euclid(1000) + OFFSET_S) else {
        return String::new();
    };
    let (hour, minute, second) = then.time().as_hms();
    format!("{} {hour:02}:{minute:02}:{second:02}", then.date())
}

/// Reads a time; milliseconds since 1970. `None` when it has another form.
pub(super) fn read(text: &str) -> Option<i64> {
    let (date, time) = text.split_once(' ')?;
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(time, ':')?;
    let small = |number: i32| u8::try_from(number).ok();
    let month = Month::try_from(small(month)?).ok()?;
    let date = Date::from_calendar_date(year, month, small(day)?).ok()?;
    let time = Time::from_hms(small(hour)?, small(minute)?, small(second)?).ok()?;
    Some((OffsetDateTime::new_utc(date, time).unix_timestamp() - OFFSET_S) * 1000)
}

fn numbers(text: &str, between: char) -> Option<[i32; 3]> {
    let all: Option<Vec<i32>> = text
        .split(between)
        .map(|part| {
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
        })
        .collect();
    all?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn times_are_those_of_china() {
        assert_eq!(write(1_700_000_000_000), "2023-11-15 06:13:20");
        assert_eq!(read("2023-11-15 06:13:20"), Some(1_700_000_000_000));
        for text in ["", "2023-11-15", "2023-13-15 06:13:20", "2023-11-15T06:13:20", "x-y-z 1:2:3"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
