//! What arrives at a person's phone and mail. Called by `stage`; reads, never sends.

use serde::Deserialize;

/// A text message or mail, as the sandbox shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Message {
    /// `sms` or `mail`.
    pub channel: String,
    /// Where it went.
    pub to: String,
    /// Its whole text.
    pub text: String,
}

impl Message {
    /// The code in the message: the first run of exactly six digits.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        let runs = self.text.split(|letter: char| !letter.is_ascii_digit());
        runs.filter(|run| run.len() == 6).map(str::to_owned).next()
    }
}
