//! How the scanner behaves, so that a test or a demonstration can make it fail.

use serde::{Deserialize, Serialize};

/// The scanner's behaviour towards the next commands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScannerMode {
    /// Scans.
    #[default]
    Up,
    /// Closes every connection without a word, as a daemon does that is being restarted.
    Down,
    /// Lets the caller wait (`Config::slow_for`), then scans.
    Slow,
    /// Answers `ERROR` to whatever is to be scanned.
    Error,
    /// Answers what no scanner answers.
    Garbage,
}
