//! The screens of a hand-off: what this device, or this person, does for a recovery on another
//! screen. View only, like `steps`.

mod approve;
mod confirm_visit;
mod lost;
mod over;
mod request_context;
mod scan;
mod stop;

pub use approve::ApproveStep;
pub use confirm_visit::ConfirmVisitStep;
pub use lost::LostStep;
pub use over::over_step;
pub use scan::{ScanChoiceStep, ScanHereStep};
pub use stop::StopStep;
