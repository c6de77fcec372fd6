//! The hand-off and the stop link: what another device or another person does, behind a ticket.

mod confirm;
mod current;
mod decide;
mod decline;
mod locked;
mod make;
mod scan_frame;
mod scan_start;
mod stop;
mod stop_link;
mod take_visit;

pub use confirm::confirm;
pub use current::{current, look};
pub use decide::decide;
pub use decline::decline;
pub(crate) use locked::LockedHandOff;
pub(crate) use make::make;
pub use scan_frame::scan_frame;
pub use scan_start::scan_start;
pub use stop::stop;
pub(crate) use stop_link::{LockedStopLink, is_stop_link};
pub use take_visit::take_visit;
