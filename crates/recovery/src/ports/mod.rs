//! What the domain asks of third parties: one small trait for each. `regain-providers` has the
//! clients; tests may have others. The domain never calls a third party in an open transaction.

pub mod alipay;
pub mod face;
pub mod mail;
mod parties;
pub mod scanner;
mod send_error;
pub mod sms;
pub mod ticket_system;

pub use parties::Parties;
pub use send_error::SendError;
