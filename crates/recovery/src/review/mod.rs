//! The reviewer's part of an appeal, the same at the terminal and through a ticket system. Who
//! reviews never sees or sets a password (APL-07).

mod case;
mod decide;
mod decision;
pub mod desk;
mod taking;
mod until;

pub use case::{Account, Case, Document, Listed, Other};
pub use decide::{Reviewer, Undecided, decide, record};
pub use decision::Decision;
pub use taking::take;
pub use until::Until;

/// The rows that a case is made of.
pub use crate::store::{
    appeal_files::{Event, StoredFile},
    appeals::{DraftStep, State, StoredAppeal},
};
