//! Commands that do something between two transactions: ask a third party, count before they judge,
//! hash a password. The first transaction prepares; it may claim what counts once, and the key with
//! it. The last one decides and answers.

use super::{Answer, Command, End, Open, Opening, Subject, open};
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

/// What the caller does after the first transaction.
pub enum Prepared<N> {
    /// It goes on.
    Go(N),
    /// It answers: the command was decided, now or before under the same key.
    Answered(Answer),
}

/// What a repetition does while the first one is not decided yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Decides at once, from the note: deciding twice does no harm.
    None,
    /// Waits for the decision instead of asking a third party a second time, which would use up
    /// what counts once; decides itself, from the note, when the server stopped meanwhile.
    UntilDecided,
}

/// Runs the first transaction and commits what it counted. The key is not claimed: the last
/// transaction is a [`super::run`] of its own.
pub async fn prepare<S: Subject, T, N>(
    app: &Arc<App>,
    command: &Command<T>,
    what: &'static str,
    act: impl AsyncFnOnce(&mut S) -> Result<Step<N>, ApiError>,
) -> Result<Prepared<N>, ApiError> {
    let mut open = match open::<S, T>(app, command, what).await? {
        Opening::Fresh(open) => open,
        Opening::Repeated(mut open, given) => return open.repeat(&given).map(Prepared::Answered),
    };
    match act(&mut open.subject).await? {
        Step::Outside(note) => {
            open.subject.into_tx().commit().await?;
            Ok(Prepared::Go(note))
        }
        Step::End(end) => open.finish(end).await.map(Prepared::Answered),
    }
}

/// Runs the first transaction, claims the key in it with the note that a repetition needs to go on,
/// and commits. The last transaction is [`finish_claimed`].
pub async fn claim<S: Subject, T, N: Serialize + DeserializeOwned>(
    app: &Arc<App>,
    command: &Command<T>,
    (what, patience): (&'static str, Patience),
    act: impl AsyncFnOnce(&mut S) -> Result<Step<N>, ApiError>,
) -> Result<Prepared<N>, ApiError> {
    let mut open = match open::<S, T>(app, command, what).await? {
        Opening::Fresh(open) => open,
        Opening::Repeated(open, given) => return repeat(open, given, patience).await,
    };
    match act(&mut open.subject).await? {
        Step::Outside(note) => {
            open.claim(serde_json::to_string(&note)?).await?;
            Ok(Prepared::Go(note))
        }
        Step::End(end) => open.finish(end).await.map(Prepared::Answered),
    }
}

/// Ends the transaction of a repetition; gives the answer, or the note when nothing was decided.
async fn repeat<S: Subject, N: DeserializeOwned>(
    mut open: Open<S>,
    given: StoredResponse,
    patience: Patience,
) -> Result<Prepared<N>, ApiError> {
    if let Some(answer) = open.repeat_decided(&given)? {
        return Ok(Prepared::Answered(answer));
    }
    let app = Arc::clone(open.subject.context().0);
    let scope = open.subject.scope().to_owned();
    let key = open.into_key();
    if patience == Patience::UntilDecided
        && let Some(now) = decided(&app, &scope, &key).await?
    {
        return Answer::given(&app, &now).map(Prepared::Answered);
    }
    Ok(Prepared::Go(serde_json::from_str(&given.body)?))
}

/// Waits for what the first request decides; `None` when it never does.
async fn decided(app: &App, scope: &str, key: &str) -> Result<Option<StoredResponse>, ApiError> {
    for _ in 0..(LONGEST.as_millis() / LOOK_EVERY.as_millis()) {
        sleep(LOOK_EVERY).await;
        let mut tx = app.store.begin_reading().await?;
        let now = idempotency::find(&mut tx, scope, key).await?;
        if let Some(now) = now.filter(|now| now.status != 0) {
            return Ok(Some(now));
        }
    }
    Ok(None)
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
pub async fn to_the_end<F>(deciding: F) -> Result<Answer, ApiError>
where
    F: Future<Output = Result<Answer, ApiError>> + Send + 'static,
{
    match tokio::spawn(deciding).await {
        Ok(answer) => answer,
        Err(error) => Err(ApiError::Broken(Box::new(error))),
    }
}
