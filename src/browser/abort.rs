//! An abort controller that aborts when its last owner lets go of it.

use web_sys::{AbortController, AbortSignal};

/// Aborts what listens to its signal, when asked and when dropped.
pub struct Abort(AbortController);

impl Abort {
    /// Makes one. `None` where the browser has none.
    pub fn new() -> Option<Self> {
        AbortController::new().ok().map(Self)
    }

    /// The signal to hand to a request.
    pub fn signal(&self) -> AbortSignal {
        self.0.signal()
    }

    /// Aborts now.
    pub fn abort(&self) {
        self.0.abort();
    }

    /// Whether it has aborted.
    pub fn is_aborted(&self) -> bool {
        self.0.signal().aborted()
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}
