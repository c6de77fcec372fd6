//! The answer of an operation: a resource, or a problem that the operation has committed. The same
//! value is stored under the idempotency key and written to the wire.

use crate::{app::App, error::ApiError, store::idempotency::StoredResponse};
use regain_contract::Problem;
use serde::Serialize;

/// What is written to the wire.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The version of the resource, for the `ETag`.
    pub version: i64,
    /// The JSON of the resource or of the problem.
    pub body: String,
}

impl Answer {
    /// A whole resource, with 200.
    pub fn of(version: impl Into<i64>, resource: &impl Serialize) -> Result<Self, ApiError> {
        let body = serde_json::to_string(resource)?;
        Ok(Self { status: 200, version: version.into(), body })
    }

    /// The same with 201, for what was made by the command.
    pub fn created(self) -> Self {
        Self { status: 201, ..self }
    }

    /// A problem after something was changed, such as a counted wrong code.
    pub fn problem(problem: &Problem, version: i64) -> Result<Self, ApiError> {
        let body = serde_json::to_value(problem.body())?.to_string();
        Ok(Self { status: problem.status(), version, body })
    }

    /// The answer that was given before under the same key.
    pub fn given(app: &App, given: &StoredResponse) -> Result<Self, ApiError> {
        match (u16::try_from(given.status), app.keys.open(&given.body)) {
            (Ok(status @ 100..=999), Some(body)) => {
                Ok(Self { status, version: given.version, body })
            }
            _ => Err(ApiError::Broken("an answer that cannot be given again".into())),
        }
    }

    /// The form in which it is stored: sealed, because the links in it open something.
    pub fn as_given(&self, app: &App, fingerprint: &str) -> Result<StoredResponse, ApiError> {
        Ok(StoredResponse {
            fingerprint: fingerprint.into(),
            status: self.status.into(),
            version: self.version,
            body: app.keys.seal(&*app.random, &self.body)?,
        })
    }
}
