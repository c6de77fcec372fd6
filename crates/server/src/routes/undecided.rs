//! Commands that ask a third party between two transactions: the first claims what counts once
//! and the idempotency key, the second decides. A repetition in between waits for the decision
//! instead of asking a second time, which would use up what counts once.

use super::turn::Turn;
use crate::{
    http::{Answer, ApiError},
    store::idempotency::{self, StoredResponse},
};
use std::time::Duration;
use tokio::time::sleep;

/// How long the deciding takes at most: the deadline of the third parties, and some more; within
/// the ten seconds that the page waits.
const LONGEST: Duration = Duration::from_secs(7);
/// How often a repetition looks.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What a repetition does.
pub(super) enum Repetition {
    /// It was decided: the same answer.
    Answer(Answer),
    /// It never was, because the server stopped meanwhile: decides itself, from this note.
    Note(String),
}

/// Ends the turn of a repetition and waits for the decision.
pub(super) async fn repetition(
    turn: Turn<'_>,
    given: StoredResponse,
) -> Result<Repetition, ApiError> {
    if let Some(answer) = turn.repeat_decided(&given)? {
        return Ok(Repetition::Answer(answer));
    }
    let (app, scope, key) = (turn.app, turn.scope(), turn.key());
    drop(turn);
    for _ in 0..(LONGEST.as_millis() / LOOK_EVERY.as_millis()) {
        sleep(LOOK_EVERY).await;
        let mut tx = app.store.begin_reading().await?;
        match idempotency::find(&mut tx, &scope, &key).await? {
            Some(now) if now.status != 0 => {
                return Answer::given(app, &now).map(Repetition::Answer);
            }
            _ => {}
        }
    }
    Ok(Repetition::Note(given.body))
}

/// Runs the deciding to its end, even when the client goes away meanwhile.
pub(super) async fn to_the_end<F>(deciding: F) -> Result<Answer, ApiError>
where
    F: Future<Output = Result<Answer, ApiError>> + Send + 'static,
{
    match tokio::spawn(deciding).await {
        Ok(answer) => answer,
        Err(error) => Err(ApiError::Broken(Box::new(error))),
    }
}
