//! The one error of xtask: a line that says what went wrong and what to do.
//!
//! Every command returns it; `main` prints it and exits with 1. It never carries a backtrace.

use std::fmt;
use std::io;
use std::path::Path;

/// What went wrong, as one line for the person at the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(String);

/// The result of everything that can fail here.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// Makes a failure from one line: what went wrong, then what to do about it.
    pub fn new(line: impl Into<String>) -> Self {
        Self(line.into())
    }

    /// A failure that was told already: `main` prints nothing more.
    pub const fn told() -> Self {
        Self(String::new())
    }

    /// Whether it was told already.
    pub fn is_told(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes a failure of reading or writing `path`.
    pub fn at(path: &Path, error: &io::Error) -> Self {
        Self(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
