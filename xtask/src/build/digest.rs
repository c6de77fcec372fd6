//! Hashes: of contents for file names, and of files for `integrity` and the policy.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Sixteen hexadecimal digits that change with the content: part of a file's name.
pub fn content_hash(bytes: &[u8]) -> String {
    let mut hash = full_hash(bytes);
    hash.truncate(16);
    hash
}

/// All 64 hexadecimal digits of the SHA-256 of `bytes`.
pub fn full_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The value of an `integrity` attribute. SHA-256, which the specification asks of every browser: a
/// longer hash does not compress, and costs 20 bytes in each of the four places that a first visit loads.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// The source expression that lets a Content-Security-Policy accept an inline block.
pub fn policy_hash(inline: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(inline.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::{content_hash, integrity, policy_hash};

    // Expected values from `openssl dgst -binary | base64`.
    #[test]
    fn hashes_are_those_that_browsers_compute() {
        assert_eq!(content_hash(b"abc"), "ba7816bf8f01cfea");
        assert_eq!(policy_hash("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(integrity(b"abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
