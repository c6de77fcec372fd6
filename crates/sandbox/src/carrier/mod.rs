//! The SMS carrier: Alibaba Cloud's Dysmsapi `SendSms` (2017-05-25) behind its V3 signature.

mod error;
mod mode;
mod send_sms;
mod templates;

pub use mode::CarrierMode;
pub use send_sms::{Carrier, send_sms};
