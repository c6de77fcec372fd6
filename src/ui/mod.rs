//! Building blocks: they know texts and browsers, but neither the steps nor the routes' rules.

mod announcer;
mod button;
pub mod erased;
mod error_summary;
mod field;
mod footer;
mod header;
mod ids;
mod offline_banner;
mod progress;
mod requirement_list;

pub use announcer::Announcer;
pub use button::{LinkButton, SubmitButton};
pub use error_summary::ErrorSummary;
pub use field::{Field, Problems};
pub use footer::Footer;
pub use header::Header;
pub use ids::new_id;
pub use offline_banner::OfflineBanner;
pub use progress::Progress;
pub use requirement_list::{Requirement, RequirementList, Requirements, Verdict};
