//! The SMS carrier. Carriers render the text from a template that was registered with them.

use super::SendError;
use async_trait::async_trait;
use regain_contract::Locale;

/// An SMS.
#[derive(Clone)]
pub struct Sms {
    /// The number with `+` and country code.
    pub to: String,
    /// The name of the template, such as `CODE`.
    pub template: &'static str,
    /// The language of the template.
    pub locale: Locale,
    /// What the template is filled in with: a JSON object of texts.
    pub values: String,
}

/// Sends SMS.
#[async_trait]
pub trait SmsCarrier: Send + Sync {
    /// Hands one SMS over.
    ///
    /// # Errors
    /// The carrier did not take it; it is tried again later.
    async fn send(&self, sms: Sms) -> Result<(), SendError>;
}
