//! The way in which Alibaba Cloud's RPC services are called: signed requests (`ACS3-HMAC-SHA256`)
//! and the refusals of the gateway before them. Used by the SMS carrier and the face provider.

mod call;
mod canonical;
mod error;
mod gateway;
mod nonces;
mod signature;

pub use call::Call;
pub use error::AcsError;
pub use gateway::{Gateway, refuse, request_id};
