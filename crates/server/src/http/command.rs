//! Reads a command strictly: JSON only, at most 64 KiB, no unknown or repeated fields (TOK-12),
//! an idempotency key (CON-06), and for commands of a recovery its token and version (CON-01).
//! Everything is checked before anything is looked up (ENU-03).

use super::ApiError;
use crate::state::ServerState;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, HeaderName, StatusCode, header, request::Parts},
};
use regain_contract::Problem;
use regain_recovery::{
    App,
    command::{Client, Command, Posted},
    keys::{Purpose, sha256_hex},
};
use serde::de::DeserializeOwned;

/// Most bytes of a body.
pub(crate) const MAX_BODY: usize = 64 * 1024;

/// Most bytes of a body with a picture of 150,000 bytes in Base64.
pub(crate) const MAX_PICTURE_BODY: usize = 256 * 1024;

impl<T: DeserializeOwned> FromRequest<ServerState> for Posted<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &ServerState) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        let Ok(client) = Client::from_request_parts(&mut parts, state).await;
        require_json(&parts.headers)?;
        let key = idempotency_key(&parts.headers)?;
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state)
            .await
            .map_err(|rejection| ApiError::Under(rejection.status(), Problem::Malformed))?;
        let body = object(&bytes).ok_or(Problem::Malformed)?;

        Ok(Self { body, key, fingerprint: fingerprint(&state.app, &parts, &bytes), client })
    }
}

/// Reads an object. A deserialiser also takes a list for one, field by field, which no document of
/// ours describes (TOK-12).
fn object<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    serde_json::from_slice(bytes).ok()
}

fn fingerprint(app: &App, parts: &Parts, bytes: &[u8]) -> String {
    let version = parts.headers.get(header::IF_MATCH).map(|value| value.as_bytes());
    let version = String::from_utf8_lossy(version.unwrap_or_default());
    let body = String::from_utf8_lossy(bytes);
    app.keys.hex(Purpose::Fingerprint, &[parts.uri.path(), &version, &body])
}

impl<T: DeserializeOwned> FromRequest<ServerState> for Command<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &ServerState) -> Result<Self, ApiError> {
        let token_hash = token_hash(request.headers())?;
        let version = text(request.headers(), &header::IF_MATCH)
            .and_then(version_of)
            .ok_or(Problem::Malformed)?;
        let posted = Posted::from_request(request, state).await?;

        Ok(Self { posted, token_hash, version: Some(version) })
    }
}

/// A GET of the recovery that the bearer token names.
#[derive(Debug)]
pub(crate) struct Reading {
    pub token_hash: String,
    /// The version that the caller has already.
    pub known: Option<i64>,
    /// Seconds to wait for another one (RFC 7240 §4.3), at most 25.
    pub wait_s: u64,
}

impl FromRequestParts<ServerState> for Reading {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &ServerState) -> Result<Self, ApiError> {
        let wait = text(&parts.headers, &HeaderName::from_static("prefer"))
            .unwrap_or_default()
            .split(',')
            .find_map(|preference| preference.trim().strip_prefix("wait=")?.parse().ok());
        Ok(Self {
            token_hash: token_hash(&parts.headers)?,
            known: text(&parts.headers, &header::IF_NONE_MATCH).and_then(version_of),
            wait_s: wait.unwrap_or(0).min(25),
        })
    }
}

/// Exactly one value; a repeated header is refused like a missing one.
pub(crate) fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?;
    if all.next().is_some() { None } else { first.to_str().ok() }
}

fn version_of(text: &str) -> Option<i64> {
    let digits = text.trim().strip_prefix('"')?.strip_suffix('"')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// The hash of the bearer token. A token of another form than ours can match nothing (CON-07).
pub(crate) fn token_hash(headers: &HeaderMap) -> Result<String, ApiError> {
    let token = text(headers, &header::AUTHORIZATION)
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token)
        .filter(|token| token.len() == 43 && token.bytes().all(is_url_safe))
        .ok_or(Problem::RecoveryExpired)?;
    Ok(sha256_hex(token.as_bytes()))
}

const fn is_url_safe(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<String, ApiError> {
    let key = text(headers, &HeaderName::from_static("idempotency-key"))
        .filter(|key| (16..=64).contains(&key.len()) && key.bytes().all(is_url_safe))
        .ok_or(Problem::Malformed)?;
    Ok(key.to_owned())
}

/// `application/json`, optionally in UTF-8: a form on a foreign page cannot send it (TOK-10).
fn require_json(headers: &HeaderMap) -> Result<(), ApiError> {
    let kind = text(headers, &header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    let mut parts = kind.split(';').map(str::trim);
    let is_json = parts.next() == Some("application/json")
        && parts.all(|parameter| matches!(parameter, "charset=utf-8" | "charset=\"utf-8\""));
    if is_json {
        Ok(())
    } else {
        Err(ApiError::Under(StatusCode::UNSUPPORTED_MEDIA_TYPE, Problem::Malformed))
    }
}
