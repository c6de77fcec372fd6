//! The harness of the browser tests: real browsers over W3C WebDriver, a real server and sandbox
//! per test, a fault proxy between them, and the checks that hold on every screen.
//!
//! Tests call [`Visit`] and what hangs off it, and find everything by role and accessible name,
//! as computed by the browser itself. The harness never reaches into the app's code or state.
//! Everything here is synchronous: a person does one thing after another, and a failed step then
//! names the line of the test that asked for it.
//!
//! The WebDriver client is our own (`session.rs`), because the well-known one has no
//! computed-role and computed-label commands, and turns on a `serde_json` feature that would
//! build half of the workspace twice.

mod audit;
mod browser;
mod driver;
mod fields;
mod gallery;
mod golden;
mod inbox;
mod page;
pub mod proxy;
mod report;
mod session;
mod stage;
mod transcript;
mod tree;
mod visit;
pub mod wait;

pub use audit::accessibility;
pub use browser::Browser;
pub use fields::{Field, Form, forms};
pub use gallery::{Looks, Showing, catalogue, photograph};
pub use golden::{matches_golden, normalised};
pub use inbox::Message;
pub use page::{Control, Key, Page};
pub use proxy::{Fault, Proxy};
pub use report::save_picture;
pub use session::{LogEntry, Refusal, Session};
pub use stage::{Stage, StageSettings, dist};
pub use transcript::Transcript;
pub use tree::accessibility_tree;
pub use visit::{Visit, VisitBuilder};
