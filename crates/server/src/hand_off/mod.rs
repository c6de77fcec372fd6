//! The hand-off and the stop link: what another device or another person does, behind a ticket.

mod locked;
mod make;
mod stop_link;

pub(crate) use locked::LockedHandOff;
pub(crate) use make::make;
pub(crate) use stop_link::{LockedStopLink, is_stop_link};
