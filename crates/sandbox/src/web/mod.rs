//! The pages of the sandbox: the portal with its log-on, the inbox, and the carrier's switch.

mod accounts;
mod assets;
mod inbox_page;
mod language;
mod layout;
mod log_on;
mod portal;
mod router;
mod words;

pub use router::serve;
