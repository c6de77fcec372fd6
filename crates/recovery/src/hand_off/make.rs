//! Makes a hand-off.

use crate::{
    app::App,
    error::ApiError,
    keys::sha256_hex,
    random,
    store::{
        Tx,
        challenges::Challenge,
        hand_offs::{self, Kind, StoredHandOff},
    },
};

/// Stores a hand-off of an open challenge; it ends with the challenge. Its ticket is derived from
/// its id, and stored as a hash.
pub async fn make(
    app: &App,
    tx: &mut Tx,
    challenge: &Challenge,
    kind: Kind,
    now_ms: i64,
) -> Result<StoredHandOff, ApiError> {
    let row = StoredHandOff {
        id: random::id(&*app.random)?,
        recovery_id: challenge.recovery_id.clone(),
        challenge_id: challenge.id.clone(),
        kind,
        version: 1,
        outcome: None,
        created_ms: now_ms,
        opened_ms: None,
        expires_ms: challenge.expires_ms,
    };
    hand_offs::insert(tx, &row, &sha256_hex(app.keys.ticket(&row.id).as_bytes())).await?;
    Ok(row)
}
