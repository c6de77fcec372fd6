//! The gateway before a service: lets signed calls of known operations in, each once.

use super::call::Call;
use super::error::AcsError;
use super::nonces::Nonces;
use super::signature::verify;
use axum::Json;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

const ACTION: HeaderName = HeaderName::from_static("x-acs-action");
const VERSION: HeaderName = HeaderName::from_static("x-acs-version");

/// A gateway that knows one access key.
pub struct Gateway {
    key_id: String,
    key_secret: String,
    nonces: Mutex<Nonces>,
}

impl Gateway {
    /// A gateway that knows this key.
    pub fn new(key_id: String, key_secret: String) -> Self {
        Self { key_id, key_secret, nonces: Mutex::default() }
    }

    /// Lets a call in and tells which of `actions` it is for. Fails when it is not signed with
    /// the key, comes at the wrong time or again, or is for another operation or `version`.
    pub fn admit(
        &self,
        call: &Call,
        version: &str,
        actions: &[&'static str],
        now: SystemTime,
    ) -> Result<&'static str, AcsError> {
        let request = call.signed();
        let nonce = verify(&request, &self.key_id, &self.key_secret, now)?;
        let action = actions.iter().find(|action| call.header(ACTION) == **action);
        let (Some(action), true) = (action, call.header(VERSION) == version) else {
            return Err(AcsError::UnknownAction);
        };
        let mut nonces = self.nonces.lock().unwrap_or_else(PoisonError::into_inner);
        if nonces.take(nonce, now) { Ok(action) } else { Err(AcsError::NonceUsed) }
    }
}

/// The `RequestId` of one answer.
pub fn request_id() -> String {
    uuid::Uuid::new_v4().to_string().to_uppercase()
}

/// The answer of a refusal. One with an error status comes from the gateway and names the host.
pub fn refuse(status: StatusCode, code: &str, message: &str, headers: &HeaderMap) -> Response {
    let mut answer = serde_json::json!({
        "Code": code,
        "Message": message,
        "RequestId": request_id(),
    });
    if let (false, Some(answer)) = (status == StatusCode::OK, answer.as_object_mut()) {
        let host = headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
        answer.insert("HostId".into(), host.into());
    }
    (status, Json(answer)).into_response()
}
