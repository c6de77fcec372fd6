//! The ticket system, which is told of appeals.

use super::SendError;
use async_trait::async_trait;

/// Tells a ticket system.
#[async_trait]
pub trait TicketSystem: Send + Sync {
    /// Hands one message over at `now_ms`, in milliseconds since 1970. `id` stays the same with each
    /// try, so that the other side can tell a repetition.
    ///
    /// # Errors
    /// The ticket system did not take it; it is tried again later.
    async fn tell(&self, id: &str, body: &str, now_ms: i64) -> Result<(), SendError>;
}
