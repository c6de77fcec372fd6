//! Texts: every one has a [`Key`]; English is compiled in, other languages are loaded on demand.

mod messages;

pub use messages::{Key, Messages, fill};
#[cfg(feature = "split")]
pub use messages::{LateTexts, late_texts, take_late};

use crate::ui::Ui;

/// Keeps a masked destination in one piece: in its own direction, and on one line.
pub fn isolated(text: &str) -> String {
    ["\u{2068}", &text.replace(' ', "\u{a0}"), "\u{2069}"].concat()
}

/// Keeps what a person wrote in its own direction.
pub fn quoted(text: &str) -> String {
    ["\u{2068}", text, "\u{2069}"].concat()
}

/// Gives the text of a key, in the language of the moment.
pub fn t(key: Key) -> impl Fn() -> String + Copy + Send + 'static {
    let ui = Ui::here();
    move || ui.text(key)
}
