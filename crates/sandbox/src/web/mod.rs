//! The pages of the sandbox: the portal with its log-on, the inbox, the parties' own pages, their
//! switches, and the pages that embed the recovery.

mod accounts;
mod alipay_page;
mod assets;
mod built;
mod face_page;
mod faces_page;
mod hosts;
mod inbox_page;
mod language;
mod layout;
mod log_on;
mod party_words;
pub mod playground;
mod policy;
mod portal;
mod portals;
mod router;
mod simulated_page;
mod switches;
mod words;

pub use built::Built;
pub use router::serve;
