//! The handlers of hand_offs, one file each: they read the request, call the operation and write its answer.

pub(super) mod confirm;
pub(super) mod current;
pub(super) mod decide;
pub(super) mod decline;
pub(super) mod scan_frame;
pub(super) mod scan_start;
pub(super) mod stop;
pub(super) mod take_visit;
