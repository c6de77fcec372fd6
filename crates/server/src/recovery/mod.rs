//! The recovery: its rows under lock, and what its operations share.

mod ask_faces;
pub(crate) mod check_password;
pub(crate) mod come_back;
pub(crate) mod end_request;
pub(crate) mod face;
mod face_limits;
pub(crate) mod find_username;
mod locked;
pub(crate) mod open_challenge;
pub(crate) mod prove;
pub(crate) mod send_code;
mod subject;
pub(crate) mod visit;

pub(crate) use ask_faces::ask_faces;
pub(crate) use end_request::end_lapsed;
pub(crate) use locked::LockedRecovery;
