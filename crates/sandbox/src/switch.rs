//! The switch of a simulated party: its mode, which tests and demonstrations change while it runs.

use std::sync::{Mutex, PoisonError};

/// Holds how a party behaves.
#[derive(Default)]
pub struct Switch<Mode>(Mutex<Mode>);

impl<Mode: Copy> Switch<Mode> {
    /// How the party behaves now.
    pub fn mode(&self) -> Mode {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes how it behaves from the next call on.
    pub fn set_mode(&self, mode: Mode) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = mode;
    }
}
