//! Randomness of the operating system.

use crate::browser::page::window;

/// Fills the buffer; `false` when the browser has no such source.
pub fn fill(buffer: &mut [u8]) -> bool {
    let crypto = window().and_then(|window| window.crypto().ok());
    crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(buffer).is_ok())
}

/// Names one request for the server: 128 random bits, four to a letter (CON-06).
pub fn idempotency_key() -> String {
    let mut bytes = [0; 32];
    let _ = fill(&mut bytes);
    bytes.iter().map(|byte| char::from(b'a' + (byte & 15))).collect()
}

/// A number from 0 to 1, to spread retries.
pub fn jitter() -> f64 {
    js_sys::Math::random()
}
