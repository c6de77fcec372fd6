//! The signature of a webhook: `v1,` and the Base64 of HMAC-SHA256 over id, time and body with
//! dots between them.

use crate::{
    config::ConfigError,
    keys::{equal, hmac_sha256_of},
};
use axum::http::HeaderMap;
use base64::{Engine, engine::general_purpose::STANDARD};

/// How far the clocks of both sides may be apart.
const TOLERANCE_S: i64 = 5 * 60;
/// Longest id of a message that is taken.
const MAX_ID: usize = 128;

/// The secret that both sides know.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct WebhookSecret(Vec<u8>);

impl core::fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A message whose signature is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    /// The sender's id of it, to be claimed once.
    pub id: String,
}

impl WebhookSecret {
    /// Reads `whsec_` and the Base64 of 24 to 64 bytes.
    ///
    /// # Errors
    /// Another form.
    pub(crate) fn parse(text: &str) -> Result<Self, ConfigError> {
        let bytes = text.strip_prefix("whsec_").and_then(|text| STANDARD.decode(text).ok());
        bytes.filter(|bytes| (24..=64).contains(&bytes.len())).map(Self).ok_or_else(|| {
            ConfigError::new(
                "appeal_webhook_secret",
                "must be whsec_ and the Base64 of 24 to 64 random bytes",
            )
        })
    }

    /// Signs a message that is sent at `now_s`, in seconds since 1970.
    pub(crate) fn sign(&self, id: &str, now_s: i64, body: &[u8]) -> String {
        let time = now_s.to_string();
        let parts = [id.as_bytes(), b".", time.as_bytes(), b".", body];
        format!("v1,{}", STANDARD.encode(hmac_sha256_of(&self.0, &parts)))
    }

    /// Looks whether a message that came in is signed by the other side, and new enough. That it
    /// comes for the first time is the caller's to claim.
    pub(crate) fn verify(&self, headers: &HeaderMap, now_s: i64, body: &[u8]) -> Option<Signed> {
        let id = one(headers, "webhook-id").filter(|id| is_id(id))?;
        let time: i64 = one(headers, "webhook-timestamp")?.parse().ok()?;
        if now_s.checked_sub(time)?.checked_abs()? > TOLERANCE_S {
            return None;
        }
        let expected = self.sign(id, time, body);
        // Several, while a secret is changed.
        let mut given = one(headers, "webhook-signature")?.split(' ');
        given.any(|given| equal(given, &expected)).then(|| Signed { id: id.to_owned() })
    }
}

fn is_id(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    (1..=MAX_ID).contains(&id.len()) && id.bytes().all(is_plain)
}

/// Exactly one value of this header.
fn one<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::WebhookSecret;
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    /// The example of the specification.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIME: i64 = 1_614_265_330;
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
        all.iter()
            .map(|(name, value)| {
                (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
            })
            .collect()
    }

    fn of(id: &str, time: &str, signature: &str) -> HeaderMap {
        headers(&[
            ("webhook-id", id),
            ("webhook-timestamp", time),
            ("webhook-signature", signature),
        ])
    }

    #[test]
    fn the_example_of_the_specification_is_signed_alike() {
        let secret = WebhookSecret::parse(SECRET).unwrap();

        assert_eq!(secret.sign(ID, TIME, BODY), SIGNATURE);
        let time = TIME.to_string();
        for signature in [SIGNATURE.to_owned(), format!("v1,AAAA {SIGNATURE}")] {
            assert!(secret.verify(&of(ID, &time, &signature), TIME + 299, BODY).is_some());
        }
    }

    #[test]
    fn whatever_is_changed_or_too_old_is_not_signed() {
        let secret = WebhookSecret::parse(SECRET).unwrap();
        let time = TIME.to_string();
        let later = (TIME + 1).to_string();
        for (headers, now_s, body) in [
            (of("msg_other", &time, SIGNATURE), TIME, BODY),
            (of(ID, &later, SIGNATURE), TIME, BODY),
            (of(ID, &time, SIGNATURE), TIME, b"{}".as_slice()),
            (of(ID, &time, SIGNATURE), TIME + 301, BODY),
            (of(ID, &time, SIGNATURE), TIME - 301, BODY),
            (of(ID, &time, "v1,"), TIME, BODY),
            (of(ID, &time, &SIGNATURE.replace("v1,", "v2,")), TIME, BODY),
            (of(ID, "-9223372036854775808", SIGNATURE), TIME, BODY),
            (of("a.b", &time, SIGNATURE), TIME, BODY),
            (HeaderMap::new(), TIME, BODY),
        ] {
            assert_eq!(secret.verify(&headers, now_s, body), None, "{headers:?}");
        }
    }

    #[test]
    fn a_secret_of_another_form_is_refused() {
        for text in ["", "secret", "whsec_", "whsec_AAAA", "whsec_not base64!"] {
            assert!(WebhookSecret::parse(text).is_err(), "{text}");
        }
    }
}
