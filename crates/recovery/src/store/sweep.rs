//! Forgets what is no longer needed, so that tables do not grow for ever.

use super::Tx;
use sqlx::{Error, query};

/// Removes answers and meter uses of more than a day ago, and recoveries that expired more than a
/// day ago with everything that belongs to them. Audit events stay.
pub async fn sweep(tx: &mut Tx, now_ms: i64) -> Result<(), Error> {
    let before = now_ms - 25 * 60 * 60 * 1000;
    for statement in [
        "DELETE FROM answers WHERE at_ms < $1",
        "DELETE FROM meter_uses WHERE at_ms < $1",
        "DELETE FROM appeal_codes WHERE token_hash IN
             (SELECT token_hash FROM appeal_keys WHERE expires_ms < $1)",
        "DELETE FROM appeal_keys WHERE expires_ms < $1",
        "DELETE FROM webhooks_taken WHERE at_ms < $1",
        "DELETE FROM provider_answers WHERE at_ms < $1",
        "DELETE FROM meters WHERE touched_ms < $1",
        "DELETE FROM outbox WHERE expires_ms < $1",
        "DELETE FROM stop_links WHERE expires_ms < $1",
        "DELETE FROM grants WHERE recovery_id IN
             (SELECT id FROM recoveries WHERE expires_ms < $1)",
        "DELETE FROM proofs WHERE recovery_id IN
             (SELECT id FROM recoveries WHERE expires_ms < $1)",
        "DELETE FROM found_usernames WHERE recovery_id IN
             (SELECT id FROM recoveries WHERE expires_ms < $1)",
        "DELETE FROM hand_offs WHERE recovery_id IN
             (SELECT id FROM recoveries WHERE expires_ms < $1)",
        "DELETE FROM visits WHERE challenge_id IN (SELECT c.id FROM challenges c
             JOIN recoveries r ON r.id = c.recovery_id WHERE r.expires_ms < $1)",
        "DELETE FROM faces WHERE challenge_id IN (SELECT c.id FROM challenges c
             JOIN recoveries r ON r.id = c.recovery_id WHERE r.expires_ms < $1)",
        "DELETE FROM approvals WHERE challenge_id IN (SELECT c.id FROM challenges c
             JOIN recoveries r ON r.id = c.recovery_id WHERE r.expires_ms < $1)",
        "DELETE FROM challenges WHERE recovery_id IN
             (SELECT id FROM recoveries WHERE expires_ms < $1)",
        "DELETE FROM recoveries WHERE expires_ms < $1",
    ] {
        query(statement).bind(before).execute(&mut **tx).await?;
    }
    Ok(())
}
