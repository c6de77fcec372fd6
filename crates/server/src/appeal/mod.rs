//! The appeal: its rows under lock, and what its operations share.

mod locked;
pub(crate) mod send;
pub(crate) mod upload;

pub(crate) use locked::{LOOK_MS, LockedAppeal};
