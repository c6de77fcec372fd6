//! One call as it came in: what the signature is checked over, and the parameters.

use super::signature::SignedRequest;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use std::borrow::Cow;

/// A call to an operation.
pub struct Call {
    parts: Parts,
    body: Bytes,
}

impl Call {
    /// The parts that are signed.
    pub fn signed(&self) -> SignedRequest<'_> {
        SignedRequest {
            method: self.parts.method.as_str(),
            path: self.parts.uri.path(),
            query: self.parts.uri.query().unwrap_or_default(),
            headers: &self.parts.headers,
            body: &self.body,
        }
    }

    /// All headers.
    pub const fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The text of a header; empty when it is missing.
    pub fn header(&self, name: impl Into<HeaderName>) -> &str {
        let value = self.parts.headers.get(name.into());
        value.and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The value of a parameter, from the query or from a form in the body. `None` when it is
    /// missing or empty.
    pub fn parameter(&self, name: &str) -> Option<Cow<'_, str>> {
        let is_form = self.header(CONTENT_TYPE).starts_with("application/x-www-form-urlencoded");
        let form = if is_form { self.body.as_ref() } else { b"" };
        let query = self.parts.uri.query().unwrap_or_default();
        form_urlencoded::parse(query.as_bytes())
            .chain(form_urlencoded::parse(form))
            .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
    }
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = BytesRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, BytesRejection> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        Ok(Self { parts, body: Bytes::from_request(request, state).await? })
    }
}
