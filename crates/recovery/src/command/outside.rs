//! Commands that do something between two transactions: ask a third party, count before they judge,
//! hash a password. The first transaction prepares; it may claim what counts once, and the key with
//! it. The last one decides and answers.

use super::{Answer, Command, End, Open, Opening, Posted, Subject, open};
use crate::{
    app::App,
    error::ApiError,
    store::idempotency::{self, StoredResponse},
};
use regain_contract::Problem;
use serde::{Serialize, de::DeserializeOwned};
use std::{sync::Arc, time::Duration};
use tokio::time::sleep;

/// How long the deciding takes at most: the deadline of the third parties, and some more; within
/// the ten seconds that the page waits.
const LONGEST: Duration = Duration::from_secs(7);
/// How often a repetition looks.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What the first transaction of a command comes to.
pub enum Step<N> {
    /// The command goes on outside of the transaction, with this.
    Outside(N),
    /// The command is decided already.
    End(End),
}

/// What a repetition does while the first request is not decided yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repetition {
    /// Decides at once, from the note: deciding twice does no harm.
    Decides,
    /// Waits for the decision instead of asking a third party a second time, which would use up
    /// what counts once; decides itself, from the note, when the server stopped meanwhile.
    Waits,
}

/// Runs the first transaction and commits what it counted, then goes on outside. The key is not
/// claimed: the last transaction is a [`super::run`] of its own.
pub async fn prepare<S: Subject, T, N>(
    app: &Arc<App>,
    command: Command<T>,
    what: &'static str,
    act: impl AsyncFnOnce(&mut S, &Posted<T>) -> Result<Step<N>, ApiError>,
    then: impl AsyncFnOnce(Command<T>, N) -> Result<Answer, ApiError>,
) -> Result<Answer, ApiError> {
    let mut open = match open::<S, T>(app, &command, what).await? {
        Opening::Fresh(open) => open,
        Opening::Repeated(mut open, given) => return open.repeat(&given),
    };
    match act(&mut open.subject, &command.posted).await? {
        Step::Outside(found) => {
            open.subject.into_tx().commit().await?;
            then(command, found).await
        }
        Step::End(end) => open.finish(end).await,
    }
}

/// Runs the first transaction, claims the key in it with the note that a repetition needs to go on,
/// commits, and goes on outside. The last transaction is [`finish_claimed`].
pub async fn claim<S: Subject, T, N: Serialize + DeserializeOwned>(
    app: &Arc<App>,
    command: Command<T>,
    (what, repetition): (&'static str, Repetition),
    act: impl AsyncFnOnce(&mut S, &Posted<T>) -> Result<Step<N>, ApiError>,
    then: impl AsyncFnOnce(Command<T>, N) -> Result<Answer, ApiError>,
) -> Result<Answer, ApiError> {
    let mut open = match open::<S, T>(app, &command, what).await? {
        Opening::Fresh(open) => open,
        Opening::Repeated(open, given) => {
            return match decided(app, open, &given, repetition).await? {
                Some(answer) => Ok(answer),
                None => then(command, serde_json::from_str(&given.body)?).await,
            };
        }
    };
    match act(&mut open.subject, &command.posted).await? {
        Step::Outside(note) => {
            open.claim(serde_json::to_string(&note)?).await?;
            then(command, note).await
        }
        Step::End(end) => open.finish(end).await,
    }
}

/// Ends the transaction of a repetition. Gives what was decided; `None` when nothing was.
async fn decided<S: Subject>(
    app: &App,
    open: Open<S>,
    given: &StoredResponse,
    repetition: Repetition,
) -> Result<Option<Answer>, ApiError> {
    open.require_same(given)?;
    let Open { subject, names: (scope, key), .. } = open;
    // The first request needs the lock to decide.
    drop(subject);
    let mut given = given.clone();
    let mut looks = match repetition {
        Repetition::Decides => 0,
        Repetition::Waits => LONGEST.as_millis() / LOOK_EVERY.as_millis(),
    };
    while given.status == 0 {
        if looks == 0 {
            return Ok(None);
        }
        looks -= 1;
        sleep(LOOK_EVERY).await;
        let mut tx = app.store.begin_reading().await?;
        given = idempotency::find(&mut tx, &scope, &key).await?.unwrap_or(given);
    }
    Answer::given(app, &given).map(Some)
}

/// Opens a command again whose key was claimed.
pub async fn open_claimed<S: Subject, T>(
    app: &Arc<App>,
    command: &Command<T>,
    what: &'static str,
) -> Result<(Open<S>, StoredResponse), ApiError> {
    match open::<S, T>(app, command, what).await? {
        Opening::Repeated(open, given) => Ok((open, given)),
        // The key was claimed; only its removal a day later leads here.
        Opening::Fresh(_) => Err(Problem::StaleVersion.into()),
    }
}

/// Runs the last transaction of a claimed command; what another request decided meanwhile stays.
pub async fn finish_claimed<S: Subject, T>(
    app: &Arc<App>,
    command: &Command<T>,
    what: &'static str,
    act: impl AsyncFnOnce(&mut S) -> Result<End, ApiError>,
) -> Result<Answer, ApiError> {
    let (mut open, given) = open_claimed::<S, T>(app, command, what).await?;
    if given.status != 0 {
        return Answer::given(app, &given);
    }
    let end = act(&mut open.subject).await?;
    open.finish(end).await
}

/// Runs the deciding to its end, even when the client goes away meanwhile.
pub async fn to_the_end(
    deciding: impl Future<Output = Result<Answer, ApiError>> + Send + 'static,
) -> Result<Answer, ApiError> {
    match tokio::spawn(deciding).await {
        Ok(answer) => answer,
        Err(error) => Err(ApiError::Broken(Box::new(error))),
    }
}
