//! What a command acts on: the trait that a recovery, a hand-off, a stop link and an appeal
//! implement, each next to its rows.

use super::{Answer, End};
use crate::{app::App, error::ApiError, store::Tx};
use std::sync::Arc;

/// The rows that a command acts on, locked in its open transaction.
pub trait Subject: Sized + Send {
    /// Finds what the token names, and locks it. Where more than one row is locked, the order is
    /// the same for everything that locks them, so that whatever races ends in one state.
    fn lock(
        app: &Arc<App>,
        tx: Tx,
        token_hash: &str,
    ) -> impl Future<Output = Result<Self, ApiError>> + Send;

    /// What every write needs: the parts of the server, the open transaction, and when the command
    /// came, in milliseconds since 1970.
    fn context(&mut self) -> (&Arc<App>, &mut Tx, i64);

    /// Gives the transaction up, to be committed.
    fn into_tx(self) -> Tx;

    /// What the envelope reads of the rows, as they are now.
    fn facts(&self) -> Facts<'_>;

    /// Writes down what time or another's act has changed meanwhile, before the version is
    /// compared. Refuses a subject that is over. `Some` ends the command instead of its operation.
    fn admit(&mut self) -> impl Future<Output = Result<Option<End>, ApiError>> + Send {
        async { Ok(None) }
    }

    /// Writes the rows that an operation may have changed.
    fn save(&mut self) -> impl Future<Output = Result<(), ApiError>> + Send;

    /// The subject as the caller sees it, with 200.
    fn view(&mut self) -> impl Future<Output = Result<Answer, ApiError>> + Send;
}

/// What the envelope reads of a subject.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What the idempotency keys of its commands are unique in.
    pub scope: &'a str,
    /// The version that a command has to name.
    pub version: i64,
    /// The id that events name.
    pub id: &'a str,
    /// How the subject stands, for the event of a command that succeeds.
    pub result: &'static str,
    /// The method in events whose operation names none.
    pub method: &'static str,
}
