//! What the clients see, made out of rows. Reads, never writes.

mod appeal;
mod approval;
mod authorize_url;
mod face;
mod hand_off;
mod recovery;
mod seconds;
mod stop_link;
mod visit;

pub use appeal::{MAX_FILE, MAX_FILES, appeal, appeal_version, given};
pub use approval::has_lapsed;
pub use hand_off::{hand_off, outcome};
pub use recovery::{may_extend, profile, recovery};
pub use seconds::seconds_until;
pub use stop_link::{stop_link, stop_outcome};
