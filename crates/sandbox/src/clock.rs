//! The time of day as an argument, so that tests decide what "now" is. The only reader of the
//! system clock in this crate.

use std::time::SystemTime;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Returns the current time.
    fn now(&self) -> SystemTime;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the module that reads the real clock")]
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}
