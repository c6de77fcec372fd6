//! The virus scanner: speaks clamd's protocol (`man clamd`: `PING`, `VERSION`, `INSTREAM`) and knows
//! one virus, the EICAR test file.

mod listener;
mod mode;

pub use listener::listen;
pub use mode::ScannerMode;

use crate::switch::Switch;

/// The text of the EICAR test file, which every scanner reports and which does nothing. It is put
/// together here, so that a scanner leaves this program in peace.
#[must_use]
pub fn eicar() -> String {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].concat()
}

/// The scanner.
#[derive(Default)]
pub struct Scanner {
    /// How it behaves.
    pub switch: Switch<ScannerMode>,
}
