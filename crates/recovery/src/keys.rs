//! Keyed hashes and sealing: one secret, one derived key per purpose. Knows no database.

use crate::random::{NoRandomness, Random, bytes};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{XChaCha20Poly1305, XNonce, aead::Aead};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What a keyed hash is for. Hashes of different purposes never match.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// The flow token of a recovery id.
    Token,
    /// The ticket of a hand-off id.
    Ticket,
    /// The token of an appeal, by the id that it is derived from.
    Appeal,
    /// The state of a visit, by its challenge.
    State,
    /// The number of a certificate, so that it does not stand in its table.
    Identity,
    /// The name of an administrator within one recovery's answers.
    Administrator,
    /// A code, bound to its challenge (OTP-08, OTP-09).
    Code,
    /// The subject and the appearance of a decoy (ENU-04).
    Decoy,
    /// The name of a meter, so that no identifier stands in its table.
    Meter,
    /// The body of a command, for idempotency.
    Fingerprint,
    /// The key that seals messages in the outbox.
    Seal,
}

/// The secret of the server.
#[derive(Clone)]
pub struct Keys {
    secret: Vec<u8>,
}

impl Keys {
    /// Takes the secret.
    pub fn new(secret: &str) -> Self {
        Self { secret: secret.as_bytes().to_vec() }
    }

    /// The keyed hash of the parts. Each part is preceded by its length, so that `ab, c` and
    /// `a, bc` differ.
    pub fn hash(&self, purpose: Purpose, parts: &[&str]) -> [u8; 32] {
        let mut mac = mac(&self.secret);
        mac.update(format!("{purpose:?}").as_bytes());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }

    /// The same, as hexadecimal text.
    pub fn hex(&self, purpose: Purpose, parts: &[&str]) -> String {
        hex(&self.hash(purpose, parts))
    }

    /// The bearer token of a recovery: derived, so that a repeated `begin` can give it again
    /// although only its hash is stored.
    pub fn token(&self, recovery: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.hash(Purpose::Token, &[recovery]))
    }

    /// The bearer ticket of a hand-off: derived, so that its link can be shown again.
    pub fn ticket(&self, hand_off: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.hash(Purpose::Ticket, &[hand_off]))
    }

    /// The bearer token of an appeal: derived, so that a repeated begin can give it again although
    /// only its hash is stored.
    pub fn appeal(&self, id: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.hash(Purpose::Appeal, &[id]))
    }

    /// The state of a visit (IDP-01): derived, so that its address can be shown again.
    pub fn state(&self, challenge: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.hash(Purpose::State, &[challenge]))
    }

    /// What stands for the number of a certificate; `kind` is that of its account.
    pub fn certificate(&self, kind: &str, number: &str) -> String {
        // The last place of an identity card may be an X, in either case.
        let number = number.trim().to_ascii_uppercase();
        self.hex(Purpose::Identity, &[kind, &number])
    }

    /// Encrypts a short text, for instance a code that waits in the outbox (OTP-09).
    pub fn seal(&self, random: &dyn Random, text: &str) -> Result<String, NoRandomness> {
        let nonce = bytes::<24>(random)?;
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), text.as_bytes())
            .map_err(|_| NoRandomness)?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Decrypts what [`Self::seal`] gave; `None` when it was changed or sealed with another key.
    pub fn open(&self, sealed: &str) -> Option<String> {
        let all = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, rest) = all.split_at_checked(24)?;
        let nonce: [u8; 24] = nonce.try_into().ok()?;
        let text = self.cipher().decrypt(&XNonce::from(nonce), rest).ok()?;
        String::from_utf8(text).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.hash(Purpose::Seal, &[]).into())
    }
}

/// HMAC takes a key of any length, so the error case of the generic constructor cannot happen;
/// an empty key stands in for it.
fn mac(key: &[u8]) -> Hmac<Sha256> {
    <Hmac<Sha256> as KeyInit>::new_from_slice(key)
        .unwrap_or_else(|_| <Hmac<Sha256> as KeyInit>::new(&Default::default()))
}

/// HMAC-SHA256 with a foreign key, for the carrier's signature.
pub fn hmac_sha256(key: &str, text: &str) -> [u8; 32] {
    let mut mac = mac(key.as_bytes());
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

/// The same over several parts, with nothing between them; the other side's secret is bytes.
pub fn hmac_sha256_of(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = mac(key);
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// SHA-256 as hexadecimal text: for secrets of 256 random bits, which need no key.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(nibble.into(), 16).unwrap_or('0'));
        }
        text
    })
}

/// Compares two texts in time that does not depend on where they differ.
pub fn equal(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::{Keys, Purpose};
    use crate::random::OsRandom;

    #[test]
    fn a_sealed_text_opens_with_the_same_secret_only() {
        let keys = Keys::new("one");
        let sealed = keys.seal(&OsRandom, "123456").unwrap();

        assert_eq!(keys.open(&sealed).as_deref(), Some("123456"));
        assert_eq!(Keys::new("two").open(&sealed), None);
        assert!(!sealed.contains("123456"));
    }

    #[test]
    fn hashes_differ_by_purpose_and_by_the_border_between_parts() {
        let keys = Keys::new("one");

        assert_ne!(keys.hash(Purpose::Code, &["a"]), keys.hash(Purpose::Meter, &["a"]));
        assert_ne!(keys.hash(Purpose::Code, &["ab", "c"]), keys.hash(Purpose::Code, &["a", "bc"]));
    }
}
