//! Texts of requests that may hold a password, a code or a token: bodies and headers. They are wiped
//! when they are dropped, and `Debug` does not show them. Used by the API calls and the upload.

use regain_contract::wipe;
use std::fmt;

/// A text that nobody may print.
pub struct SecretText(String);

impl SecretText {
    /// Wraps the text, unchanged.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// Gives the text to the request that carries it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Drop for SecretText {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::SecretText;

    #[test]
    fn debug_never_shows_the_text() {
        assert_eq!(format!("{:?}", SecretText::new("hunter2".into())), "[redacted]");
    }
}
