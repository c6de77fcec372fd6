//! The countdown to the end of an open recovery, with a warning in time (WCAG 2.2.1, A11Y-08).

use crate::{RequestId, State};

/// How long before the end the person is warned, in seconds. WCAG 2.2.1 wants 20 at least.
pub const WARNING_S: u32 = 120;

/// The longest time that a browser's timer takes is 25 days; no recovery that is open for longer is
/// warned about.
const LONGEST_S: u32 = 2_000_000;

/// What the shell is to do with the one timer that rings for the warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// Leave it as it is.
    Stays,
    /// Stop it.
    Stops,
    /// Start it anew: it rings after so many seconds, and the shell then calls [`Countdown::rang`].
    Starts(u32),
}

/// The countdown to the end of an open recovery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Countdown {
    /// The answer that named the end, and the seconds until then.
    end: Option<(RequestId, u32)>,
    warning_s: u32,
}

impl Countdown {
    /// Follows the state, after each event. A warning that is shown stays until another screen comes,
    /// so that a press on its button does not lose the focus.
    pub fn follow(&mut self, state: &State, is_other_screen: bool) -> Timer {
        let end = match state {
            State::Open(open, _) => Some((open.answer, open.expires_in_s)),
            _ => None,
        };
        if self.end == end {
            return Timer::Stays;
        }
        self.end = end;
        let seconds = end.map_or(0, |(_, seconds)| seconds);
        if self.warning_s != 0 {
            self.warning_s = if is_other_screen { 0 } else { seconds };
        }
        match seconds {
            0 => Timer::Stops,
            _ => Timer::Starts(seconds.saturating_sub(WARNING_S).min(LONGEST_S)),
        }
    }

    /// Begins to warn: the timer rang.
    pub fn rang(&mut self) {
        if self.warning_s == 0 {
            self.warning_s = self.end.map_or(0, |(_, seconds)| seconds).min(WARNING_S);
        }
    }

    /// While the warning is shown: the seconds that were left when it came, or at the last answer
    /// since. 0 before.
    #[must_use]
    pub const fn warning_s(&self) -> u32 {
        self.warning_s
    }
}
