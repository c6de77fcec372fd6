//! The trace that a command leaves: a row of the events, and a line of the log. Neither names a
//! person: the id of the resource is hashed.

use crate::{
    app::App,
    error::ApiError,
    keys::sha256_hex,
    random,
    store::{Tx, events},
};

/// What happened to a resource.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// The id of the resource; it is written as its hash.
    pub about: &'a str,
    /// The operation, in snake case.
    pub what: &'a str,
    /// The method that was used; empty where there is none.
    pub method: &'a str,
    /// What came of it: a step, an outcome, or the title of a problem.
    pub result: &'a str,
}

/// Writes an event.
pub async fn record(app: &App, tx: &mut Tx, event: Event<'_>, now_ms: i64) -> Result<(), ApiError> {
    let Event { about, what, method, result } = event;
    let recovery = sha256_hex(about.as_bytes());
    let id = random::id(&*app.random)?;
    let row = events::Event { id: &id, recovery: &recovery, what, method, result };
    events::record(tx, &row, now_ms).await?;
    tracing::info!(what, method, result, recovery, "command");
    Ok(())
}
