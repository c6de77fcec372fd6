//! The keys of both sides: verifies what the application signed and signs what the platform
//! answers (RSA2, which is SHA256withRSA with PKCS#1 v1.5 padding).

use super::{APP_PRIVATE_KEY_PEM, APP_PUBLIC_KEY_PEM, PLATFORM_PRIVATE_KEY_PEM};
use data_encoding::BASE64;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair};
use ring::signature::{RsaEncoding, UnparsedPublicKey};

/// What stands before the key itself in the SPKI form of every RSA key of 2048 bits (RFC 8017
/// A.1); `ring` wants the key without it.
const SPKI_PREFIX: [u8; 24] = [
    0x30, 0x82, 0x01, 0x22, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01,
    0x01, 0x05, 0x00, 0x03, 0x82, 0x01, 0x0f, 0x00,
];

/// Who signs an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signer {
    /// The platform, as it should be.
    Platform,
    /// Somebody else.
    Stranger,
}

/// The keys that the gateway holds.
pub struct Keys {
    platform: RsaKeyPair,
    stranger: RsaKeyPair,
    app: UnparsedPublicKey<Vec<u8>>,
}

impl Keys {
    /// Reads the development keys. `None` when a file is no key.
    pub fn read() -> Option<Self> {
        let pair = |pem| RsaKeyPair::from_pkcs8(&der(pem)?).ok();
        let app = der(APP_PUBLIC_KEY_PEM)?.strip_prefix(&SPKI_PREFIX)?.to_vec();
        Some(Self {
            platform: pair(PLATFORM_PRIVATE_KEY_PEM)?,
            // Any key that is not the platform's will do.
            stranger: pair(APP_PRIVATE_KEY_PEM)?,
            app: UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, app),
        })
    }

    /// Whether the application signed this text; `signature` is Base64.
    pub fn is_signed(&self, text: &str, signature: &str) -> bool {
        let signature = BASE64.decode(signature.as_bytes()).unwrap_or_default();
        self.app.verify(text.as_bytes(), &signature).is_ok()
    }

    /// Signs a text; gives Base64. `None` when the machine has no randomness.
    pub fn sign(&self, signer: Signer, text: &str) -> Option<String> {
        let pair = match signer {
            Signer::Platform => &self.platform,
            Signer::Stranger => &self.stranger,
        };
        let padding: &dyn RsaEncoding = &RSA_PKCS1_SHA256;
        let mut signature = vec![0; pair.public().modulus_len()];
        pair.sign(padding, &SystemRandom::new(), text.as_bytes(), &mut signature).ok()?;
        Some(BASE64.encode(&signature))
    }
}

/// The bytes of a PEM file with one block.
fn der(pem: &str) -> Option<Vec<u8>> {
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    BASE64.decode(lines.collect::<String>().as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::{Keys, Signer};

    /// Made with `openssl dgst -sha256 -sign keys/alipay_app_private.pem`, which knows nothing of
    /// this crate.
    const MADE_ELSEWHERE: &str = "pYMRz9JXZoU7lRhCo5AMMFFX2XT0E2rewa38pdTeeBVZgDnwZkU8/1lDPnUB00EtkKGdaCFc7DmufrVz\
        +rxNGxDWPeSS6lhWbfTXj+pGaQ0gxre4MXK2M3zkUy49hrLwLc85j2H8M0uqRS6ppoT/nrT9KNtM2RU3\
        pGfciy+3X44apU9Jve/FyR8DwdSOc58+/TiPHThTDyWW9xJ6vSWXZ8RpE5YJN8/BVpBbP/m3GQOSe4VJ\
        JStny35GIQXqAtwk2Y3u0EiKLBnUrksZSbG0DW0JTJAhOQSG+bhURzY67twLpFIHQB/T1jjmt4nYw6hs\
        moaHGxqxT5SUjLcVjJEaGg==";

    #[test]
    fn a_signature_made_by_another_program_is_accepted() {
        let keys = Keys::read().unwrap();

        assert!(keys.is_signed("a=1&b=中文", MADE_ELSEWHERE));
        assert!(!keys.is_signed("a=1&b=中国", MADE_ELSEWHERE));
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        let keys = Keys::read().unwrap();

        for signature in ["", "AAAA", "not base64", &MADE_ELSEWHERE[4..]] {
            assert!(!keys.is_signed("a=1&b=中文", signature), "{signature}");
        }
    }

    #[test]
    fn a_stranger_signs_with_another_key() {
        let keys = Keys::read().unwrap();
        let of = |signer| keys.sign(signer, "text").unwrap();

        assert_ne!(of(Signer::Platform), of(Signer::Stranger));
        assert_eq!(of(Signer::Platform), of(Signer::Platform), "PKCS#1 v1.5 has no salt");
    }
}
