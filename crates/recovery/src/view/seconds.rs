//! Times as clients count them.

/// Whole seconds, rounded up, so that a countdown never ends too early.
pub fn seconds_until(then_ms: i64, now_ms: i64) -> u32 {
    u32::try_from((then_ms.saturating_sub(now_ms) + 999).max(0) / 1000).unwrap_or(u32::MAX)
}
