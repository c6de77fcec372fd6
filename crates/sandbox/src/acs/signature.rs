//! Verifies the V3 request signature (`ACS3-HMAC-SHA256`): is this the request that the holder
//! of the key signed, lately? Pure; nonces are the caller's.

use super::canonical;
use super::error::AcsError;
use axum::http::HeaderMap;
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::time::{Duration, SystemTime};

/// How far `x-acs-date` may be from the gateway's clock, either way.
pub const FRESH_FOR: Duration = Duration::from_secs(15 * 60);

const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// The parts of a request that are signed.
pub struct SignedRequest<'r> {
    /// The method, upper case.
    pub method: &'r str,
    /// The path as sent.
    pub path: &'r str,
    /// The query as sent, without `?`.
    pub query: &'r str,
    /// All headers.
    pub headers: &'r HeaderMap,
    /// The body as sent.
    pub body: &'r [u8],
}

/// The values of the `Authorization` header.
struct Authorization<'r> {
    key_id: &'r str,
    signed_headers: &'r str,
    signature: Vec<u8>,
}

/// Verifies the request against the key and returns its nonce.
pub fn verify<'r>(
    request: &SignedRequest<'r>,
    key_id: &str,
    key_secret: &str,
    now: SystemTime,
) -> Result<&'r str, AcsError> {
    let authorization = authorization(request.headers).ok_or(AcsError::IncompleteSignature)?;
    check_date(header(request.headers, "x-acs-date")?, now)?;
    if authorization.key_id != key_id {
        return Err(AcsError::UnknownKey);
    }
    let payload_hash = HEXLOWER.encode(&Sha256::digest(request.body));
    if header(request.headers, "x-acs-content-sha256")? != payload_hash {
        return Err(AcsError::SignatureMismatch);
    }
    let signed: Vec<_> = authorization.signed_headers.split(';').collect();
    if !covers(request.headers, &signed) {
        return Err(AcsError::IncompleteSignature);
    }
    let headers =
        canonical::headers(request.headers, &signed).ok_or(AcsError::IncompleteSignature)?;
    let query = canonical::query(request.query);
    // An operation in RPC style, as SendSms is, signs "/" whatever the path of the endpoint is;
    // a caller who signs the path itself is right too, since the real endpoint's is "/".
    let is_signed = ["/", request.path].iter().any(|path| {
        let canonical = format!(
            "{}\n{path}\n{query}\n{headers}\n{}\n{payload_hash}",
            request.method, authorization.signed_headers
        );
        matches_signature(&canonical, key_secret, &authorization.signature)
    });
    if !is_signed {
        return Err(AcsError::SignatureMismatch);
    }
    header(request.headers, "x-acs-signature-nonce")
}

fn header<'r>(headers: &'r HeaderMap, name: &str) -> Result<&'r str, AcsError> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    value.filter(|value| !value.is_empty()).ok_or(AcsError::IncompleteSignature)
}

/// Reads `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`.
fn authorization(headers: &HeaderMap) -> Option<Authorization<'_>> {
    let value = headers.get("authorization")?.to_str().ok()?;
    let fields = value.trim().strip_prefix(ALGORITHM)?.strip_prefix(' ')?;
    let field = |name: &str| {
        fields.split(',').find_map(|field| field.trim().strip_prefix(name)?.strip_prefix('='))
    };
    Some(Authorization {
        key_id: field("Credential")?,
        signed_headers: field("SignedHeaders")?,
        signature: HEXLOWER_PERMISSIVE.decode(field("Signature")?.as_bytes()).ok()?,
    })
}

fn check_date(date: &str, now: SystemTime) -> Result<(), AcsError> {
    // The form is fixed: no fractions, no offsets.
    if date.len() != "2018-01-01T12:00:00Z".len() {
        return Err(AcsError::DateFormat);
    }
    let date = humantime::parse_rfc3339(date).map_err(|_| AcsError::DateFormat)?;
    let distance = match now.duration_since(date) {
        Ok(age) => age,
        Err(ahead) => ahead.duration(),
    };
    if distance <= FRESH_FOR { Ok(()) } else { Err(AcsError::DateExpired) }
}

/// Whether the list is sorted and holds the host, the content type and every `x-acs-` header
/// that the request has, and the five that it must have.
fn covers(headers: &HeaderMap, signed: &[&str]) -> bool {
    const NEEDED: [&str; 6] = [
        "host",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version",
    ];
    let mut present = headers.keys().map(axum::http::HeaderName::as_str);
    signed.is_sorted()
        && NEEDED.iter().all(|name| signed.contains(name))
        && present.all(|name| {
            let is_signed_always = name.starts_with("x-acs-") || name == "content-type";
            !is_signed_always || signed.contains(&name)
        })
}

fn matches_signature(canonical: &str, key_secret: &str, signature: &[u8]) -> bool {
    let hash = HEXLOWER.encode(&Sha256::digest(canonical));
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key_secret.as_bytes()) else {
        return false;
    };
    mac.update(format!("{ALGORITHM}\n{hash}").as_bytes());
    mac.verify_slice(signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{SignedRequest, verify};
    use crate::acs::error::AcsError;
    use axum::http::{HeaderMap, HeaderValue};

    const SIGNATURE: &str = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0";

    /// The worked example of Alibaba Cloud's documentation, with its published signature.
    fn example(signature: &str, query: &'static str) -> Result<String, AcsError> {
        let authorization = format!(
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;\
             x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature={signature}"
        );
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("host", "ecs.cn-shanghai.aliyuncs.com"),
            ("x-acs-action", "RunInstances"),
            (
                "x-acs-content-sha256",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            ("x-acs-date", "2023-10-26T10:22:32Z"),
            ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
            ("x-acs-version", "2014-05-26"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers.insert("authorization", HeaderValue::from_str(&authorization).unwrap());
        let request =
            SignedRequest { method: "POST", path: "/", query, headers: &headers, body: b"" };
        let now = humantime::parse_rfc3339("2023-10-26T10:22:40Z").unwrap();
        verify(&request, "YourAccessKeyId", "YourAccessKeySecret", now).map(str::to_owned)
    }

    const QUERY: &str =
        "RegionId=cn-shanghai&ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd";

    #[test]
    fn the_documented_example_is_accepted() {
        let nonce = example(SIGNATURE, QUERY);

        assert_eq!(nonce.as_deref(), Ok("3156853299f313e23d1673dc12e1703d"));
    }

    #[test]
    fn the_example_with_any_part_changed_is_refused() {
        assert_eq!(example(SIGNATURE, "RegionId=cn-shanghai"), Err(AcsError::SignatureMismatch));
        assert_eq!(example("00", QUERY), Err(AcsError::SignatureMismatch));
        assert_eq!(example("", QUERY), Err(AcsError::SignatureMismatch));
        assert_eq!(example("not hex", QUERY), Err(AcsError::IncompleteSignature));
    }
}
