//! The secret that a ticket system shares with the server.

use super::ConfigError;
use base64::{Engine, engine::general_purpose::STANDARD};

/// The secret of a ticket system: 24 to 64 bytes. `Debug` prints `[redacted]`.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(Vec<u8>);

impl core::fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[redacted]")
    }
}

impl WebhookSecret {
    /// Reads `whsec_` and the Base64 of 24 to 64 bytes.
    ///
    /// # Errors
    /// Another form.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let bytes = text.strip_prefix("whsec_").and_then(|text| STANDARD.decode(text).ok());
        bytes.filter(|bytes| (24..=64).contains(&bytes.len())).map(Self).ok_or_else(|| {
            ConfigError::new(
                "appeal_webhook_secret",
                "must be whsec_ and the Base64 of 24 to 64 random bytes",
            )
        })
    }

    /// Gives the bytes to the one place that signs with them.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::WebhookSecret;

    #[test]
    fn a_secret_of_another_form_is_refused() {
        for text in ["", "secret", "whsec_", "whsec_AAAA", "whsec_not base64!"] {
            assert!(WebhookSecret::parse(text).is_err(), "{text}");
        }
    }
}
