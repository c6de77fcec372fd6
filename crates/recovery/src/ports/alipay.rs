//! Alipay, which certifies who logged on to it.

use async_trait::async_trait;
use regain_contract::{AccountKind, AuthCode};

/// Why nothing is known about the account. The text is for the log and names no person.
#[derive(Debug)]
pub enum Failure {
    /// Alipay does not answer.
    Unavailable(String),
    /// Alipay refused, or its answer is not to be trusted (IDP-04).
    Refused(String),
}

/// What Alipay says about the account that was logged on to.
pub struct Certified {
    /// A person's or an enterprise's.
    pub kind: AccountKind,
    /// Whether name and number were verified; they mean nothing otherwise.
    pub is_certified: bool,
    /// The number of the certificate.
    pub number: String,
    /// Names the answer: the same one must not count twice.
    pub answer_hash: String,
}

/// Says who logged on.
#[async_trait]
pub trait Alipay: Send + Sync {
    /// Says whose account a code was given for. The authorization must not be older than the visit,
    /// which began at `since_ms` (IDP-05). Both times are in milliseconds since 1970.
    ///
    /// # Errors
    /// Nothing is known about the account.
    async fn identify(
        &self,
        code: &AuthCode,
        since_ms: i64,
        now_ms: i64,
    ) -> Result<Certified, Failure>;
}
