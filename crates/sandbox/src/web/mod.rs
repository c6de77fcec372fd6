//! The pages of the sandbox: the portal with its log-on, the inbox, the parties' own pages, and
//! their switches.

mod accounts;
mod alipay_page;
mod assets;
mod face_page;
mod faces_page;
mod inbox_page;
mod language;
mod layout;
mod log_on;
mod party_words;
mod played_page;
pub mod playground;
mod policy;
mod portal;
mod router;
mod switches;
mod words;

pub use router::serve;
