//! The manual appeal as a state machine of its own, beside the one of the recovery and after the
//! same rules: [`update`] is total, reads no clock and does no I/O; the server owns the wizard.

mod effect;
mod event;
mod state;
mod update;
mod upload;

pub use effect::{Command, Effect, Request};
pub use event::{Event, Reply};
pub use regain_contract::appeal::Page;
pub use state::{Filed, Mailing, State};
pub use update::update;
pub use upload::{Picked, Progress, Upload, UploadId, Uploads};
