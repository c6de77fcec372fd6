//! Joins a ticket system to the appeals: tells it of each new one and takes its decisions back.
//! Both ways are signed as [Standard Webhooks] say; nothing personal goes out.
//!
//! [Standard Webhooks]: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

mod news;
mod send;
mod signature;
pub(crate) mod time;

pub(crate) use news::{Happening, Subject, tell};
pub(crate) use send::send;
pub(crate) use signature::WebhookSecret;
