//! What the domain asks of third parties: one small trait for each. `regain-providers` has the
//! clients; tests may have others. The domain never calls a third party in an open transaction.

pub mod alipay;
pub mod face;
pub mod mail;
pub mod scanner;
pub mod sms;
pub mod ticket_system;

use std::{fmt::Display, sync::Arc};

/// Why a message was not sent. Says nothing about the addressee or the content.
#[derive(Debug)]
pub struct SendError(pub String);

impl SendError {
    /// Takes the text of the cause.
    pub fn new(cause: impl Display) -> Self {
        Self(cause.to_string())
    }
}

/// The third parties of one server. An `Option` is `None` when the configuration names no such
/// party.
#[derive(Clone)]
pub struct Parties {
    /// Sends mail.
    pub mail: Option<Arc<dyn mail::MailServer>>,
    /// Sends SMS.
    pub sms: Arc<dyn sms::SmsCarrier>,
    /// Certifies people who log on to Alipay.
    pub alipay: Option<Arc<dyn alipay::Alipay>>,
    /// Recognises faces.
    pub face: Arc<dyn face::FaceProvider>,
    /// Scans documents for viruses.
    pub scanner: Option<Arc<dyn scanner::Scanner>>,
    /// Is told of appeals.
    pub ticket_system: Option<Arc<dyn ticket_system::TicketSystem>>,
}
