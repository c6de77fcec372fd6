//! Texts: every one has a [`Key`]; English is compiled in, other languages are loaded on demand.

mod messages;

pub use messages::{Key, Messages};

use crate::app::Ui;

/// Gives the text of a key, in the language of the moment.
pub fn t(key: Key) -> impl Fn() -> String + Copy + Send + 'static {
    let ui = Ui::here();
    move || ui.text(key)
}
