//! Puts what people wrote onto a terminal, where it can do nothing (APL-09, FIN-07).
//!
//! Control characters, escapes, marks of direction and what shows nothing are written out, and so
//! is the backslash, so that what stands there cannot be mistaken. A text of more than one line
//! stands in lines of its own that begin with a bar and are never longer than the terminal: none
//! of them can look like ours.

/// Columns of a line of quoted text.
const WIDTH: usize = 70;

/// The text in one line, everything odd in it written out.
pub(super) fn line(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut line, char| {
        push(&mut line, char);
        line
    })
}

/// The text in lines that begin with a bar. Nothing for an empty text.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for paragraph in text.trim_end().lines() {
        let (mut line, mut columns) = (String::new(), 0);
        for char in paragraph.chars() {
            let mut piece = String::new();
            push(&mut piece, char);
            // A sign of East Asia is two columns wide; others count so too, to be safe.
            let width = if piece.is_ascii() { piece.len() } else { 2 };
            if columns + width > WIDTH {
                quoted.push_str(&format!("  | {line}\n"));
                (line, columns) = (String::new(), 0);
            }
            line.push_str(&piece);
            columns += width;
        }
        quoted.push_str(&format!("  | {line}\n"));
    }
    quoted
}

/// Rust's own rule of what is printable leaves out every control, format, private and unassigned
/// character, and every space but one. Marks that combine are left, or names would be spoilt.
fn push(line: &mut String, char: char) {
    if matches!(char, '"' | '\'') {
        line.push(char);
        return;
    }
    let before = format!("a{char}");
    let escaped: String = before.escape_debug().skip(1).collect();
    line.push_str(&escaped);
}

#[cfg(test)]
mod tests {
    use super::{line, quoted};
    use proptest::prelude::*;

    /// APL-09: nothing that a person writes acts on the terminal of a reviewer.
    #[test]
    fn what_acts_is_written_out() {
        for (written, shown) in [
            ("王伟 O'Neil \"x\"", "王伟 O'Neil \"x\""),
            ("Nguye\u{302}\u{303}n", "Nguye\u{302}\u{303}n"),
            ("\u{1b}[2Jgone", "\\u{1b}[2Jgone"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("a\r\nStatus: approved", "a\\r\\nStatus: approved"),
            ("\u{202e}gpj.exe\u{2066}", "\\u{202e}gpj.exe\\u{2066}"),
            (
                "\u{200b}\u{feff}\u{2028}\u{0}\u{7}\u{8}",
                "\\u{200b}\\u{feff}\\u{2028}\\0\\u{7}\\u{8}",
            ),
            ("\\u{1b}", "\\\\u{1b}"),
            ("a\u{a0}b\u{e000}", "a\\u{a0}b\\u{e000}"),
        ] {
            assert_eq!(line(written), shown);
        }
    }

    /// APL-09: a text cannot draw a line of ours, neither with a break nor by being long.
    #[test]
    fn a_text_stays_behind_its_bar() {
        let padded = format!("{}Status: approved", " ".repeat(66));

        assert_eq!(quoted(""), "");
        assert_eq!(quoted("one\r\ntwo\n\n"), "  | one\n  | two\n");
        for shown in quoted(&padded).lines().chain(quoted(&"字".repeat(2000)).lines()) {
            assert!(shown.starts_with("  | ") && shown.chars().count() <= 74, "{shown}");
        }
    }

    proptest! {
        #[test]
        fn no_text_controls_anything(text in "(?s).{0,200}") {
            prop_assert!(!line(&text).chars().any(char::is_control));
            prop_assert!(quoted(&text).lines().all(|line| line.starts_with("  | ")));
            prop_assert!(!quoted(&text).replace('\n', "").chars().any(char::is_control));
        }
    }
}
