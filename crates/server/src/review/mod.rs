//! The reviewer's part of an appeal, the same at the terminal and through a ticket system. Who
//! reviews never sees or sets a password (APL-07).

mod case;
mod decision;
mod until;

pub(crate) use case::{Account, Asked, Case, Document, Listed, Other};
pub(crate) use decision::{Decision, read};
pub use until::Until;
