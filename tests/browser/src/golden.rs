//! Text files that say what the app tells and shows, one per walk or screen. A change of one is a
//! change for people who use assistive technology, and is looked at as such. Set
//! `REGAIN_WRITE_GOLDEN=1` to write them anew. Called by tests.

use std::path::Path;

/// The text with what differs from run to run made the same: codes, numbers to compare, countdowns,
/// ports and the marks of direction.
#[must_use]
pub fn normalised(text: &str) -> String {
    let text = text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "");
    let text = text.replace('\u{a0}', " ");
    if !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit()) {
        return "0".repeat(text.len());
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, digits) = rest.split_at(at);
        let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
        let (digits, after) = digits.split_at(end);
        out.push_str(before);
        let is_port = out.ends_with("localhost:");
        // Minutes and seconds, and hours before them.
        let is_time = out.ends_with("0:") || after.starts_with(':');
        match digits.len() {
            _ if is_port => out.push('0'),
            1 | 2 if is_time => out.push('0'),
            // The first second of a request.
            1 if after.starts_with(" sec ago") => out.push('0'),
            6 => out.push_str("000000"),
            _ => out.push_str(digits),
        }
        rest = after;
    }
    out + rest
}

/// Compares with the golden file `golden/<path>.txt`.
///
/// # Panics
/// When it says something else, with the first line that differs.
#[track_caller]
pub fn matches_golden(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(format!("{path}.txt"));
    let text = format!("{}\n", text.trim_end());
    if std::env::var_os("REGAIN_WRITE_GOLDEN").is_some() {
        let folder = file.parent().unwrap_or(&file);
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, &text));
        written.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
    let golden = std::fs::read_to_string(&file).unwrap_or_default();
    if golden == text {
        return;
    }
    let at = golden.lines().zip(text.lines()).take_while(|(one, other)| one == other).count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(its end)").to_owned();
    panic!(
        "{} differs in line {}:\n  golden: {}\n  now:    {}\nall of it now:\n{text}",
        file.display(),
        at + 1,
        line(&golden),
        line(&text),
    );
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn what_differs_from_run_to_run_is_made_the_same() {
        for (text, same) in [
            ("Time left: 9:41", "Time left: 0:0"),
            ("ends in 23:59:01", "ends in 0:0:0"),
            ("3 sec ago", "0 sec ago"),
            ("code 483920 of", "code 000000 of"),
            ("42", "00"),
            ("at least 8 characters", "at least 8 characters"),
            ("Use the page of localhost:41233 instead", "Use the page of localhost:0 instead"),
            ("\u{2068}s***o\u{2069}", "s***o"),
        ] {
            assert_eq!(normalised(text), same, "{text}");
        }
    }
}
