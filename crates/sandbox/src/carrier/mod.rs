//! The SMS carrier: Alibaba Cloud's Dysmsapi `SendSms` (2017-05-25) behind its V3 signature.

mod canonical;
mod mode;
mod nonces;
mod refusal;
mod send_sms;
mod signature;
mod templates;

pub use mode::CarrierMode;
pub use send_sms::{Carrier, send_sms};
