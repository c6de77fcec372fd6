//! What a command consists of, however it came in. The server's extractors make these values after
//! everything was checked that can be checked without looking anything up (ENU-03).

/// The client's network: an IPv4 address, or the /64 of an IPv6 address, which one host owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client(pub String);

/// A command that begins something: no resource exists yet.
#[derive(Debug)]
pub struct Posted<T> {
    /// The body, read strictly.
    pub body: T,
    /// The idempotency key.
    pub key: String,
    /// The keyed hash of path, version and body: what the key stands for.
    pub fingerprint: String,
    /// Where the command came from, for rate limits.
    pub client: Client,
}

/// A command of the resource that the bearer token names.
#[derive(Debug)]
pub struct Command<T> {
    /// What was posted.
    pub posted: Posted<T>,
    /// The SHA-256 of the bearer token.
    pub token_hash: String,
    /// The version in `If-Match`; `None` for an upload, which names no version.
    pub version: Option<i64>,
}
