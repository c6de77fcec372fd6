//! The signature of a webhook: `v1,` and the Base64 of HMAC-SHA256 over id, time and body with
//! dots between them.

use crate::keys::{equal, hmac_sha256_of};
use base64::{Engine, engine::general_purpose::STANDARD};
use regain_config::WebhookSecret;

/// How far the clocks of both sides may be apart.
const TOLERANCE_S: i64 = 5 * 60;
/// Longest id of a message that is taken.
const MAX_ID: usize = 128;

/// A message whose signature is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The sender's id of it, to be claimed once.
    pub id: String,
}

/// What the headers of a message say: each exactly once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headers<'a> {
    /// `webhook-id`.
    pub id: &'a str,
    /// `webhook-timestamp`, in seconds since 1970.
    pub timestamp: &'a str,
    /// `webhook-signature`: one signature or several, with spaces between them.
    pub signature: &'a str,
}

/// Signs a message that is sent at `now_s`, in seconds since 1970.
pub fn sign(secret: &WebhookSecret, id: &str, now_s: i64, body: &[u8]) -> String {
    let time = now_s.to_string();
    let parts = [id.as_bytes(), b".", time.as_bytes(), b".", body];
    format!("v1,{}", STANDARD.encode(hmac_sha256_of(secret.expose(), &parts)))
}

/// Looks whether a message that came in is signed by the other side, and new enough. That it
/// comes for the first time is the caller's to claim.
pub fn verify(
    secret: &WebhookSecret,
    headers: Headers<'_>,
    now_s: i64,
    body: &[u8],
) -> Option<Signed> {
    let Headers { id, timestamp, signature } = headers;
    let time: i64 = timestamp.parse().ok()?;
    if !is_id(id) || now_s.checked_sub(time)?.checked_abs()? > TOLERANCE_S {
        return None;
    }
    let expected = sign(secret, id, time, body);
    // Several, while a secret is changed.
    let mut given = signature.split(' ');
    given.any(|given| equal(given, &expected)).then(|| Signed { id: id.to_owned() })
}

fn is_id(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    (1..=MAX_ID).contains(&id.len()) && id.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::{Headers, sign, verify};
    use regain_config::WebhookSecret;

    /// The example of the specification.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIME: i64 = 1_614_265_330;
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn of<'a>(id: &'a str, timestamp: &'a str, signature: &'a str) -> Headers<'a> {
        Headers { id, timestamp, signature }
    }

    #[test]
    fn the_example_of_the_specification_is_signed_alike() {
        let secret = WebhookSecret::parse(SECRET).unwrap();

        assert_eq!(sign(&secret, ID, TIME, BODY), SIGNATURE);
        let time = TIME.to_string();
        for signature in [SIGNATURE.to_owned(), format!("v1,AAAA {SIGNATURE}")] {
            assert!(verify(&secret, of(ID, &time, &signature), TIME + 299, BODY).is_some());
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
            (of("", "", ""), TIME, BODY),
        ] {
            assert_eq!(verify(&secret, headers, now_s, body), None, "{headers:?}");
        }
    }
}
