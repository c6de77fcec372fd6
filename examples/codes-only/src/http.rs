//! What comes in is read strictly, before anything is looked up (ENU-03); what goes out has the
//! headers of the page. And everything that must not be guessed: tokens, codes, hashes.

use crate::{Server, Setup};
use argon2::{Argon2, password_hash::PasswordHasher};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request, State as Shared},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use regain_contract::{Password, Problem};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::{error::Error, fs, sync::Arc};
use subtle::ConstantTimeEq;

/// What is answered. It is kept for a repetition of the same command.
#[derive(Clone)]
pub(crate) struct Reply(Box<(StatusCode, HeaderMap, String)>);

impl Reply {
    fn new(status: u16, kind: &'static str, body: &impl Serialize) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        let headers =
            [(header::CONTENT_TYPE, HeaderValue::from_static(kind))].into_iter().collect();
        Self(Box::new((status, headers, serde_json::to_string(body).unwrap_or_default())))
    }

    /// A recovery, alone or with its token.
    pub fn recovery(status: u16, version: u32, body: &impl Serialize) -> Self {
        let mut reply = Self::new(status, "application/json", body);
        reply.0.1.extend(format!("\"{version}\"").parse().ok().map(|etag| (header::ETAG, etag)));
        reply
    }

    /// The page has this version already: nothing but headers.
    pub fn unchanged(self) -> Self {
        Self(Box::new((StatusCode::NOT_MODIFIED, self.0.1, String::new())))
    }
}

impl From<Problem> for Reply {
    fn from(problem: Problem) -> Self {
        let mut reply = Self::new(problem.status(), "application/problem+json", &problem.body());
        reply.0.1.extend(problem.retry_after_s().map(|s| (header::RETRY_AFTER, s.into())));
        reply
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        (*self.0).into_response()
    }
}

/// A command: JSON with an idempotency key, and for all but the first a token and a version.
pub(crate) struct Posted<T> {
    pub token: Option<Hash>,
    /// The value of `If-Match`.
    pub version: Option<String>,
    pub body: T,
    pub key: String,
    /// What the key stands for: path, version and body.
    pub fingerprint: Hash,
}

impl<T: DeserializeOwned> FromRequest<Arc<Server>> for Posted<T> {
    type Rejection = Reply;

    async fn from_request(request: Request, server: &Arc<Server>) -> Result<Self, Reply> {
        let (path, headers) = (request.uri().path().to_owned(), request.headers().clone());
        let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        let key = text(&headers, "idempotency-key")
            .filter(|key| (16..=64).contains(&key.len()) && key.bytes().all(is_safe));
        let kind = text(&headers, "content-type").and_then(|kind| kind.split(';').next());
        let bytes = Bytes::from_request(request, server).await.map_err(|_| Problem::Malformed)?;
        // serde takes a list for an object too, which the contract does not (TOK-12).
        let is_object = bytes.trim_ascii_start().first() == Some(&b'{');
        let is_json = is_object && kind.is_some_and(|kind| kind.trim() == "application/json");
        let body = serde_json::from_slice(&bytes).ok().filter(|_| is_json);
        let (Some(key), Some(body)) = (key, body) else { return Err(Problem::Malformed.into()) };
        let version = text(&headers, "if-match").map(str::to_owned);
        let seen = version.as_deref().unwrap_or_default();
        let parts = [path.as_str(), seen, &String::from_utf8_lossy(&bytes)];
        let (key, fingerprint) = (key.to_owned(), server.secrets.hash("command", &parts));
        Ok(Self { token: bearer(&headers), version, body, key, fingerprint })
    }
}

/// The hash of the bearer token.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<Hash> {
    text(headers, "authorization")?.strip_prefix("Bearer ").map(token_hash)
}

/// Exactly one value. A header that comes twice is none.
pub(crate) fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?;
    if all.next().is_none() { first.to_str().ok() } else { None }
}

/// The headers of every answer. The page has one style block, whose hash the build wrote down.
pub(crate) fn page_headers(setup: &Setup) -> Result<HeaderMap, Box<dyn Error>> {
    let written = fs::read(setup.dist.join("integrity.json")).unwrap_or_else(|_| b"{}".to_vec());
    let written: serde_json::Value = serde_json::from_slice(&written)?;
    let hash = written.pointer("/style_hashes/0").and_then(|hash| hash.as_str()).unwrap_or("none");
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' '{hash}'; \
         connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
         object-src 'none'; manifest-src 'self'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.parse()?);
    for (name, value) in [
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(headers)
}

/// Refuses commands of foreign pages (TOK-10), and adds the headers to every answer. Only files with a
/// hash in their name may be kept by browsers.
pub(crate) async fn guard(server: Shared<Arc<Server>>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut origins = request.headers().get_all(header::ORIGIN).iter();
    let is_ours = origins.all(|origin| origin.as_bytes() == server.setup.origin.as_bytes());
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = match is_read || is_ours {
        true => next.run(request).await,
        false => Reply::from(Problem::OriginRefused).into_response(),
    };
    let is_kept = is_asset && response.status().is_success();
    let cache = if is_kept { "public, max-age=31536000, immutable" } else { "no-store" };
    response.headers_mut().extend(server.headers.clone());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// A hash of 256 bits.
pub(crate) type Hash = [u8; 32];

/// The key of all keyed hashes. A server that is restarted or runs twice has it in its configuration:
/// decoys must look the same tomorrow.
pub(crate) struct Secrets([u8; 64]);

impl Secrets {
    pub fn draw() -> Result<Self, getrandom::Error> {
        let mut key = [0; 64];
        getrandom::fill(&mut key).map(|()| Self(key))
    }

    /// A token of 256 bits, made of the key of *begin*: a repetition gives the same one again.
    pub fn token(&self, key: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.hash("token", &[key]))
    }

    /// Each part is preceded by its length, so that `ab, c` and `a, bc` differ.
    pub fn hash(&self, purpose: &str, parts: &[&str]) -> Hash {
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&self.0.into());
        for part in [purpose].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }
}

/// Compares in time that does not depend on where the two differ.
pub(crate) fn equal(left: &Hash, right: &Hash) -> bool {
    left.ct_eq(right).into()
}

/// What is kept of a token: it opens nothing.
pub(crate) fn token_hash(token: &str) -> Hash {
    Sha256::digest(token).into()
}

/// Draws six digits. 2^64 is no multiple of a million, which favours no code by more than 10^-13.
pub(crate) fn code() -> Result<String, Problem> {
    let drawn = getrandom::u64().map_err(|_| Problem::Unavailable { retry_after_s: 5 })?;
    Ok(format!("{:06}", drawn % 1_000_000))
}

/// Hashes a password with argon2id, exactly the bytes that came. Slow: not for an async thread.
pub(crate) fn hash_password(password: &Password, salt: &Hash) -> Option<String> {
    let hash = Argon2::default().hash_password_with_salt(password.expose().as_bytes(), salt);
    hash.ok().map(|hash| hash.to_string())
}
