//! Waiting for what the visitor would see. Called by everything that looks at a page, a driver or
//! an inbox; never by a test directly, and never as a fixed pause: each try looks again.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a visitor's next screen may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(15);
const FEWEST_LOOKS: u32 = 2;
const BETWEEN_LOOKS: Duration = Duration::from_millis(40);

/// Looks again and again until `look` gives something.
///
/// # Panics
/// After [`PATIENCE`], with `what` and the reason that the last look gave.
#[track_caller]
pub fn until<T>(what: &str, mut look: impl FnMut() -> Result<T, String>) -> T {
    match within(PATIENCE, &mut look) {
        Ok(found) => found,
        Err(reason) => panic!("{what}: {reason}"),
    }
}

/// Looks again and again until `look` gives something or `patience` is over; then gives the reason
/// of the last look.
pub fn within<T>(
    patience: Duration,
    mut look: impl FnMut() -> Result<T, String>,
) -> Result<T, String> {
    let stopwatch = Stopwatch::start();
    let mut looks = 0;
    loop {
        looks += 1;
        match look() {
            Ok(found) => return Ok(found),
            // One look may take all the time there is, when a driver asks a page that is going.
            Err(reason) if looks >= FEWEST_LOOKS && stopwatch.elapsed() >= patience => {
                return Err(reason);
            }
            Err(_) => sleep(BETWEEN_LOOKS),
        }
    }
}

/// Measures how long something took.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts measuring.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "a browser runs in real time")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
