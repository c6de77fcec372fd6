//! The third parties of one server, together.

use super::{alipay, face, mail, scanner, sms, ticket_system};
use std::sync::Arc;

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
