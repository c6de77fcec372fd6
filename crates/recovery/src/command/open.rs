//! The envelope itself: opens a command in one transaction that locks its subject, answers a
//! repeated key and compares the version; and ends it by writing effect, answer and event together
//! (CON-01, CON-06).

use super::{Answer, Command, End, Event, Subject, end::Reply, record};
use crate::{
    app::App,
    error::ApiError,
    store::{
        Tx,
        idempotency::{self, StoredResponse},
    },
};
use regain_contract::{Method, Problem};
use std::sync::Arc;

/// A command whose subject is locked.
pub struct Open<S> {
    /// What the operation acts on.
    pub subject: S,
    what: &'static str,
    /// Scope and idempotency key.
    pub(super) names: (String, String),
    fingerprint: String,
    /// Whether the key was claimed in an earlier transaction of this command.
    is_claimed: bool,
}

/// What opening a command leads to.
pub enum Opening<S> {
    /// The operation may act.
    Fresh(Open<S>),
    /// The key was used before: the operation decides what to do with the answer.
    Repeated(Open<S>, StoredResponse),
}

/// Opens a command.
pub async fn open<S: Subject, T>(
    app: &Arc<App>,
    command: &Command<T>,
    what: &'static str,
) -> Result<Opening<S>, ApiError> {
    let tx = app.store.begin().await?;
    open_in(app, tx, command, what).await
}

/// The same in a transaction that is open already. The key is looked up before the version is
/// compared: a repetition is answered as before, whatever happened since. A version that is not
/// current is refused.
pub async fn open_in<S: Subject, T>(
    app: &Arc<App>,
    tx: Tx,
    command: &Command<T>,
    what: &'static str,
) -> Result<Opening<S>, ApiError> {
    let mut subject = S::lock(app, tx, &command.token_hash).await?;
    let names = (subject.facts().scope.to_owned(), command.posted.key.clone());
    let given = idempotency::find(subject.context().1, &names.0, &names.1).await?;
    let fingerprint = command.posted.fingerprint.clone();
    let mut open = Open { subject, what, names, fingerprint, is_claimed: given.is_some() };
    if let Some(given) = given {
        return Ok(Opening::Repeated(open, given));
    }
    if let Some(end) = open.subject.admit().await? {
        open.finish(end).await?;
        return Err(Problem::StaleVersion.into());
    }
    if command.version.is_some_and(|version| version != open.subject.facts().version) {
        return Err(Problem::StaleVersion.into());
    }
    Ok(Opening::Fresh(open))
}

impl<S: Subject> Open<S> {
    /// Gives the stored answer, if the command is the same.
    pub fn repeat(&mut self, given: &StoredResponse) -> Result<Answer, ApiError> {
        self.require_same(given)?;
        Answer::given(self.subject.context().0, given)
    }

    /// Refuses a key that was used for another command.
    pub(super) fn require_same(&self, given: &StoredResponse) -> Result<(), ApiError> {
        if self.fingerprint == given.fingerprint { Ok(()) } else { Err(Problem::KeyReused.into()) }
    }

    /// Claims the key before the command is decided, and commits: the count of a code (OTP-05), or
    /// the one result of a visit (IDP-02). `note` is what a repetition needs to go on.
    pub(super) async fn claim(mut self, note: String) -> Result<(), ApiError> {
        let fingerprint = std::mem::take(&mut self.fingerprint);
        self.keep(&StoredResponse { fingerprint, status: 0, version: 0, body: note }).await?;
        Ok(self.subject.into_tx().commit().await?)
    }

    /// Writes subject, event and answer, commits, and answers.
    pub async fn finish(mut self, end: End) -> Result<Answer, ApiError> {
        let End { reply, method } = end;
        self.subject.save().await?;
        let result = match &reply {
            Reply::Subject(_) => Some(self.subject.facts().result),
            Reply::Quietly => None,
            Reply::Problem(problem) => Some(problem.title()),
            Reply::Unstored(why) => Some(why.unwrap_or(self.subject.facts().result)),
        };
        if let Some(result) = result {
            leave_event(&mut self.subject, self.what, method, result).await?;
        }
        let answer = match reply {
            Reply::Subject(status) => Answer { status, ..self.subject.view().await? },
            Reply::Quietly => self.subject.view().await?,
            Reply::Problem(problem) => Answer::problem(&problem, self.subject.facts().version)?,
            Reply::Unstored(_) => {
                commit_and_tell(self.subject).await?;
                return Err(Problem::StaleVersion.into());
            }
        };
        let given = answer.as_given(self.subject.context().0, &self.fingerprint)?;
        self.keep(&given).await?;
        commit_and_tell(self.subject).await?;
        Ok(answer)
    }

    /// Stores an answer under the key.
    async fn keep(&mut self, given: &StoredResponse) -> Result<(), ApiError> {
        let (scope, key) = &self.names;
        let (_, tx, now_ms) = self.subject.context();
        if self.is_claimed {
            return Ok(idempotency::settle(tx, scope, key, given).await?);
        }
        // The lock of the subject is that of its keys: nobody else can have claimed it.
        match idempotency::claim(tx, scope, key, given, now_ms).await? {
            true => Ok(()),
            false => Err(Problem::StaleVersion.into()),
        }
    }
}

/// Writes subject and event and commits, without an answer: the end of what the worker does.
pub async fn commit<S: Subject>(
    mut subject: S,
    what: &str,
    method: Method,
) -> Result<(), ApiError> {
    subject.save().await?;
    let result = subject.facts().result;
    leave_event(&mut subject, what, Some(method), result).await?;
    commit_and_tell(subject).await
}

async fn leave_event<S: Subject>(
    subject: &mut S,
    what: &str,
    method: Option<Method>,
    result: &str,
) -> Result<(), ApiError> {
    let facts = subject.facts();
    let named = method.map(|method| format!("{method:?}").to_lowercase());
    let (about, method) = (facts.id.to_owned(), named.as_deref().unwrap_or(facts.method));
    let (app, tx, now_ms) = subject.context();
    record(app, tx, Event { about: &about, what, method, result }, now_ms).await
}

async fn commit_and_tell<S: Subject>(mut subject: S) -> Result<(), ApiError> {
    let app = Arc::clone(subject.context().0);
    subject.into_tx().commit().await?;
    app.committed();
    Ok(())
}
