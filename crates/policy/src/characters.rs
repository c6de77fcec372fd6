//! Single characters: which class one counts for, and what is wrong with one that is refused.

use regain_contract::{CharacterClass, Violation};

/// Punctuation that generated passwords use, and that `passwordrules` names.
///
/// Easy to tell apart in any font, on every keyboard, and without a meaning in HTML, in the
/// `passwordrules` grammar (`-`, `[`, `]`, `,`, `;`), or as the end of a link in a message.
pub const SAFE_PUNCTUATION: &str = "!#$%*+=?@_";

/// The class that a character counts for. Characters outside visible ASCII count for none.
pub const fn class_of(c: char) -> Option<CharacterClass> {
    match c {
        'A'..='Z' => Some(CharacterClass::Upper),
        'a'..='z' => Some(CharacterClass::Lower),
        '0'..='9' => Some(CharacterClass::Digit),
        '!'..='~' => Some(CharacterClass::Punctuation),
        _ => None,
    }
}

/// Why a character may not stand in a password of visible ASCII; `None` when it may.
///
/// Tab, line breaks and U+3000 are white space before they are control characters or full-width
/// forms: to the person who typed or pasted them they are a space.
pub fn offence(c: char, position: u32) -> Option<Violation> {
    match c {
        '!'..='~' => None,
        _ if c.is_whitespace() => Some(Violation::Space { position }),
        '\u{FF01}'..='\u{FF5E}' => Some(Violation::FullWidth { position }),
        _ if c.is_control() || is_invisible(c) => Some(Violation::Control { position }),
        _ => Some(Violation::NotAllowed { position }),
    }
}

/// Characters that show nothing: Unicode's `Default_Ignorable_Code_Point` (soft hyphen, zero-width
/// characters, bidirectional controls, byte order mark, variation selectors, tags, fillers) and
/// the interlinear annotation marks.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}
