//! Remembers the nonces of signed calls for as long as their date would still be accepted.

use super::signature::FRESH_FOR;
use std::collections::HashMap;
use std::time::SystemTime;

/// The nonces seen lately.
#[derive(Default)]
pub struct Nonces(HashMap<String, SystemTime>);

impl Nonces {
    /// Takes a nonce; `false` when it was taken before.
    pub fn take(&mut self, nonce: &str, now: SystemTime) -> bool {
        // A date may lie that far ahead as well as behind, hence twice.
        self.0.retain(|_, seen| now.duration_since(*seen).is_ok_and(|age| age <= FRESH_FOR * 2));
        self.0.insert(nonce.to_owned(), now).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::{FRESH_FOR, Nonces};
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn a_nonce_counts_once_until_its_date_can_no_longer_be_fresh() {
        let mut nonces = Nonces::default();
        let start = UNIX_EPOCH + Duration::from_secs(1_000_000);

        assert!(nonces.take("a", start));
        assert!(nonces.take("b", start));
        assert!(!nonces.take("a", start + FRESH_FOR));
        assert!(nonces.take("b", start + FRESH_FOR * 2 + Duration::from_secs(1)));
    }
}
