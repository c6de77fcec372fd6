//! Building blocks: they know texts and browsers, but neither the steps nor the routes' rules.

mod announcer;
mod button;
mod context;
pub mod erased;
mod error_summary;
mod field;
mod fields;
mod footer;
mod header;
mod ids;
mod note_field;
mod offline_banner;
mod progress;
mod qr_code;
mod radio_list;
mod remaining;
mod requirement_list;
mod route_link;

pub use announcer::Announcer;
pub use button::{Button, LinkButton, SubmitButton};
pub use context::Ui;
pub use error_summary::{ErrorSummary, Summary};
pub use field::{Field, Problems, problems};
pub use fields::{Fields, Target};
pub use footer::Footer;
pub use header::Header;
pub use ids::new_id;
pub use note_field::NoteField;
pub use offline_banner::OfflineBanner;
pub use progress::Progress;
pub use qr_code::QrCode;
pub use radio_list::{Choice, Label, RadioList};
pub use remaining::{clock, remaining, tell_end};
pub use requirement_list::{Requirement, RequirementList, Requirements, Verdict};
pub use route_link::RouteLink;
