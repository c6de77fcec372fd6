//! The two keys of RSA2 (SHA256withRSA, PKCS#1 v1.5): ours signs requests, the platform's verifies
//! answers.

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::{
    rand::SystemRandom,
    signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey},
};
use std::fs;

/// The private key of the application.
pub(super) struct AppKey(RsaKeyPair);

impl AppKey {
    /// Reads PKCS#8 or PKCS#1.
    pub fn read(option: &str) -> Result<Self, String> {
        let der = der(option)?;
        RsaKeyPair::from_pkcs8(&der)
            .or_else(|_| RsaKeyPair::from_der(&der))
            .map(Self)
            .map_err(|error| format!("is no private RSA key of at least 2048 bits ({error})"))
    }

    /// The signature of a text, in Base64; `None` when the machine has no randomness.
    pub fn sign(&self, text: &str) -> Option<String> {
        let mut signature = vec![0; self.0.public().modulus_len()];
        self.0
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature)
            .ok()?;
        Some(STANDARD.encode(signature))
    }
}

/// The public key of the platform.
pub(super) struct PlatformKey(UnparsedPublicKey<Vec<u8>>);

impl PlatformKey {
    /// Reads SPKI, as the platform shows it, or the bare PKCS#1 key.
    pub fn read(option: &str) -> Result<Self, String> {
        let der = der(option)?;
        let key = within_spki(&der).unwrap_or(&der);
        let is_key = element(key, 0x30).is_some_and(|(inside, rest)| {
            // Modulus and exponent: at least 2048 bits and a few bytes more.
            rest.is_empty() && inside.len() > 256
        });
        if !is_key {
            return Err("is no public RSA key of at least 2048 bits".into());
        }
        Ok(Self(UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.to_vec())))
    }

    /// Whether the platform signed this text; `signature` is Base64.
    pub fn has_signed(&self, text: &str, signature: &str) -> bool {
        STANDARD
            .decode(signature)
            .is_ok_and(|signature| self.0.verify(text.as_bytes(), &signature).is_ok())
    }
}

/// The bytes of a key: PEM, its bare Base64, or either in a file.
fn der(option: &str) -> Result<Vec<u8>, String> {
    let text = match option.strip_prefix("file:") {
        Some(path) => fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?,
        None => option.to_owned(),
    };
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    let digits: String = lines.flat_map(|line| line.split_whitespace()).collect();
    if digits.is_empty() {
        return Err("must be set: PEM, its bare Base64, or file: and a path".into());
    }
    STANDARD.decode(digits).map_err(|_| "is neither PEM nor Base64".into())
}

/// The key inside of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): a sequence of the algorithm and a
/// bit string with no unused bits.
fn within_spki(der: &[u8]) -> Option<&[u8]> {
    let (inside, _) = element(der, 0x30)?;
    let (_, after_algorithm) = element(inside, 0x30)?;
    let (bits, _) = element(after_algorithm, 0x03)?;
    bits.strip_prefix(&[0])
}

/// The content of a DER element of this tag, and what stands behind it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = der.split_first()?;
    let (&length, rest) = rest.split_first()?;
    if first != tag {
        return None;
    }
    if length < 0x80 {
        return rest.split_at_checked(length.into());
    }
    let (length, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
    let length = length
        .iter()
        .try_fold(0_usize, |sum, &byte| sum.checked_mul(256)?.checked_add(byte.into()))?;
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::{AppKey, PlatformKey};
    use regain_sandbox::alipay::{APP_PRIVATE_KEY_PEM, APP_PUBLIC_KEY_PEM};

    fn bare(pem: &str) -> String {
        pem.lines().filter(|line| !line.starts_with("-----")).collect()
    }

    #[test]
    fn what_one_key_signs_the_other_verifies() {
        for (private, public) in [
            (APP_PRIVATE_KEY_PEM.to_owned(), APP_PUBLIC_KEY_PEM.to_owned()),
            (bare(APP_PRIVATE_KEY_PEM), bare(APP_PUBLIC_KEY_PEM)),
        ] {
            let (app, platform) =
                (AppKey::read(&private).unwrap(), PlatformKey::read(&public).unwrap());
            let signature = app.sign("a=1&b=中文").unwrap();

            assert!(platform.has_signed("a=1&b=中文", &signature));
            assert!(!platform.has_signed("a=1&b=中国", &signature));
            assert!(!platform.has_signed("a=1&b=中文", ""));
            assert!(!platform.has_signed("a=1&b=中文", &signature[4..]));
        }
    }

    #[test]
    fn what_is_no_key_is_named() {
        for option in ["", "file:/nonexistent", "not base64!", "AAAA", APP_PUBLIC_KEY_PEM] {
            assert!(AppKey::read(option).is_err(), "{option}");
        }
        for option in ["", "file:/nonexistent", "not base64!", "AAAA"] {
            assert!(PlatformKey::read(option).is_err(), "{option}");
        }
    }
}
