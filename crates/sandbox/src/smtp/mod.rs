//! The mail sink: takes every mail that arrives by SMTP (RFC 5321) and delivers it nowhere.

mod conversation;
mod listener;
mod mail;

pub use listener::listen;
