//! Who asks, for the people who are asked about a recovery. The server reads it out of a request.

use sqlx::FromRow;

/// What is known of the browser that a recovery begins in.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct ClientInfo {
    /// The name of the browser.
    pub browser: Option<String>,
    /// The name of the operating system.
    pub system: Option<String>,
    /// Where the client is, as far as it is known.
    pub place: Option<String>,
}
