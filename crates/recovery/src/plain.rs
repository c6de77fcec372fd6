//! Texts that people write to each other: a reason, a note. They are cleaned, not refused, because
//! a text pasted out of a document is full of marks that nobody sees. What is left is one line of
//! plain text that can neither imitate our own lines in a mail nor change the order of what is
//! shown around it.

use regain_contract::MAX_NOTE;

/// Cleans a text of at most [`MAX_NOTE`] characters; `None` when it is longer, spaces around it not
/// counted. Control characters and line breaks become spaces, runs of spaces one; marks that steer
/// the direction of writing and other invisible ones are left out. May be empty.
pub fn clean(typed: &str) -> Option<String> {
    if typed.trim().chars().count() > MAX_NOTE {
        return None;
    }
    let visible: String = typed
        .chars()
        .filter(|&char| !is_hidden(char))
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect();
    let words: Vec<_> = visible.split_whitespace().collect();
    let joined = words.join(" ");
    Some(joined.trim_matches([' ', '\u{200c}', '\u{200d}']).to_owned())
}

/// The same text with nothing in it that a mail program would turn into a link: the person who
/// asks is not known yet, and our mail must not lend a link of theirs our name.
pub fn without_links(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        safe.push(char);
        let joins = matches!(char, '.' | '\u{ff0e}' | ':' | '@' | '\u{ff20}' | '/');
        if joins && chars.peek().is_some_and(|next| !next.is_whitespace()) {
            safe.push(' ');
        }
    }
    safe
}

/// Marks of direction (Unicode TR9), and characters that show nothing. The joiners of emoji and of
/// Persian and Indian scripts stay.
const fn is_hidden(char: char) -> bool {
    matches!(
        char,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::{clean, without_links};
    use proptest::prelude::*;

    #[test]
    fn a_text_becomes_one_line_without_hidden_marks() {
        for (typed, cleaned) in [
            ("  My phone is lost. ", "My phone is lost."),
            ("one\r\n\r\n two\t\u{b}three\u{2028}four", "one two three four"),
            ("\u{202e}resu\u{202c} \u{2066}x\u{2069}\u{feff}", "resu x"),
            ("a\u{0}b\u{1b}[31mc\u{7f}", "a b [31mc"),
            ("手机丢了\u{200b}，请批准", "手机丢了，请批准"),
            ("👩\u{200d}💻", "👩\u{200d}💻"),
            ("\u{200b}\u{2060} \u{200d}", ""),
        ] {
            assert_eq!(clean(typed).as_deref(), Some(cleaned), "{typed:?}");
        }
        assert!(clean(&format!("  {}  ", "字".repeat(300))).is_some());
        assert!(clean(&"x".repeat(301)).is_none());
    }

    #[test]
    fn nothing_is_left_to_click() {
        for (text, safe) in [
            ("see https://evil.example/a", "see https: / / evil. example/ a"),
            ("www.evil.example", "www. evil. example"),
            ("mail a@b.example now.", "mail a@ b. example now."),
            ("My phone is lost. Thanks", "My phone is lost. Thanks"),
        ] {
            assert_eq!(without_links(text), safe);
        }
    }

    proptest! {
        #[test]
        fn a_cleaned_text_stays_as_it_is(typed in "\\PC{0,80}|.{0,80}") {
            if let Some(once) = clean(&typed) {
                prop_assert_eq!(clean(&once), Some(once.clone()));
                prop_assert!(!once.chars().any(char::is_control));
                prop_assert!(!without_links(&once).contains("://"));
            }
        }
    }
}
