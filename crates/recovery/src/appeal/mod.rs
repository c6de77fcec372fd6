//! The appeal: its rows under lock, and what its operations share.

mod answers;
mod begin;
mod code;
mod current;
mod details;
mod draft;
mod find;
mod link;
mod locked;
mod move_to;
mod phone;
mod remove_file;
mod resend;
pub(crate) mod send;
mod submit;
mod supplement;
pub mod upload;
mod withdraw;

pub use crate::appeals::settle_due;
pub use crate::view::MAX_FILE;
pub use answers::answers;
pub use begin::begin;
pub use code::code;
pub use current::current;
pub use details::details;
pub use draft::draft;
pub use find::find;
pub use link::link;
pub(crate) use locked::{LOOK_MS, LockedAppeal};
pub use move_to::move_to;
pub use phone::phone;
pub use remove_file::remove_file;
pub use resend::resend;
pub use submit::submit;
pub use supplement::supplement;
pub use withdraw::withdraw;
