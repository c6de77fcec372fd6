//! What the clients see, made out of rows. Reads, never writes.

mod appeal;
mod approval;
mod face;
mod hand_off;
mod recovery;
mod stop_link;
mod visit;

pub(crate) use appeal::{MAX_FILE, MAX_FILES, appeal, appeal_version, given};
pub(crate) use approval::has_lapsed;
pub(crate) use hand_off::{hand_off, outcome};
pub(crate) use recovery::{may_extend, profile, recovery, seconds_until};
pub(crate) use stop_link::{stop_link, stop_outcome};
