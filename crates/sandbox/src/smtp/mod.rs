//! The mail sink: takes every mail that arrives by SMTP (RFC 5321) and delivers it nowhere.

mod listener;
mod mail;
mod session;

pub use listener::listen;
