//! The mail server.

use super::SendError;
use async_trait::async_trait;
use regain_contract::Locale;

/// A mail in plain text.
#[derive(Clone)]
pub struct Mail {
    /// The message id, `<…@host>`: the same with each try, so that a repetition is recognised.
    pub id: String,
    /// The address that it goes to.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The language of the text.
    pub locale: Locale,
}

/// Sends mail.
#[async_trait]
pub trait MailServer: Send + Sync {
    /// Hands one mail over.
    ///
    /// # Errors
    /// The mail server did not take it; it is tried again later.
    async fn send(&self, mail: Mail) -> Result<(), SendError>;
}
