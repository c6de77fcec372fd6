//! Joins a ticket system to the appeals: what it is told of each new one, and how both ways
//! are signed, as [Standard Webhooks] say; nothing personal goes out.
//!
//! [Standard Webhooks]: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

mod news;
mod signature;
pub mod time;

pub use news::{Happening, Subject, tell};
pub use signature::{Headers, Signed, sign, verify};
