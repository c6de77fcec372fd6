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
    pub subject: S,
    what: &'static str,
    key: String,
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
/// compared: the answer to a repetition is the one that was given, whatever happened since. A
/// version that is not current is refused.
pub async fn open_in<S: Subject, T>(
    app: &Arc<App>,
    tx: Tx,
    command: &Command<T>,
    what: &'static str,
) -> Result<Opening<S>, ApiError> {
    let mut subject = S::lock(app, tx, &command.token_hash).await?;
    let scope = subject.scope().to_owned();
    let (_, tx, _) = subject.context();
    let given = idempotency::find(tx, &scope, &command.posted.key).await?;
    let mut open = Open {
        subject,
        what,
        key: command.posted.key.clone(),
        fingerprint: command.posted.fingerprint.clone(),
        is_claimed: given.is_some(),
    };
    if let Some(given) = given {
        return Ok(Opening::Repeated(open, given));
    }
    if let Some(end) = open.subject.admit().await? {
        open.finish(end).await?;
        return Err(Problem::StaleVersion.into());
    }
    if command.version.is_some_and(|version| version != open.subject.version()) {
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

    /// The same for a command that claims its key before it decides; `None` while it has not.
    pub fn repeat_decided(&mut self, given: &StoredResponse) -> Result<Option<Answer>, ApiError> {
        self.require_same(given)?;
        if given.status == 0 {
            return Ok(None);
        }
        Answer::given(self.subject.context().0, given).map(Some)
    }

    fn require_same(&self, given: &StoredResponse) -> Result<(), ApiError> {
        if self.fingerprint == given.fingerprint { Ok(()) } else { Err(Problem::KeyReused.into()) }
    }

    /// Gives the transaction up; the idempotency key.
    pub fn into_key(self) -> String {
        self.key
    }

    /// Claims the key before the command is decided, and commits: the count of a code (OTP-05), or
    /// the one result of a visit (IDP-02). `note` is what a repetition needs to go on.
    pub async fn claim(mut self, note: String) -> Result<(), ApiError> {
        let fingerprint = std::mem::take(&mut self.fingerprint);
        self.keep(&StoredResponse { fingerprint, status: 0, version: 0, body: note }).await?;
        Ok(self.subject.into_tx().commit().await?)
    }

    /// Writes subject, event and answer, commits, and answers.
    pub async fn finish(mut self, end: End) -> Result<Answer, ApiError> {
        let End { reply, method } = end;
        let (answer, result) = match reply {
            Reply::Unstored(problem, why) => {
                let result = why.unwrap_or(self.subject.result());
                commit_as(self.subject, self.what, method, result).await?;
                return Err(problem.into());
            }
            Reply::Problem(problem) => {
                self.subject.save().await?;
                let answer = Answer::problem(&problem, self.subject.version())?;
                (answer, Some(problem.title()))
            }
            Reply::Subject(status) => {
                self.subject.save().await?;
                let answer = Answer { status, ..self.subject.view().await? };
                (answer, Some(self.subject.result()))
            }
            Reply::Quietly => {
                self.subject.save().await?;
                (self.subject.view().await?, None)
            }
        };
        if let Some(result) = result {
            leave_event(&mut self.subject, self.what, method, result).await?;
        }
        let given = answer.as_given(self.subject.context().0, &self.fingerprint)?;
        self.keep(&given).await?;
        commit_and_tell(self.subject).await?;
        Ok(answer)
    }

    /// Stores an answer under the key.
    async fn keep(&mut self, given: &StoredResponse) -> Result<(), ApiError> {
        let scope = self.subject.scope().to_owned();
        let (_, tx, now_ms) = self.subject.context();
        if self.is_claimed {
            return Ok(idempotency::settle(tx, &scope, &self.key, given).await?);
        }
        // The lock of the subject is that of its keys: nobody else can have claimed it.
        match idempotency::claim(tx, &scope, &self.key, given, now_ms).await? {
            true => Ok(()),
            false => Err(Problem::StaleVersion.into()),
        }
    }
}

/// Writes subject and event and commits, without an answer: the end of what the worker does.
pub async fn commit<S: Subject>(
    subject: S,
    what: &str,
    method: Option<Method>,
) -> Result<(), ApiError> {
    let result = subject.result();
    commit_as(subject, what, method, result).await
}

async fn commit_as<S: Subject>(
    mut subject: S,
    what: &str,
    method: Option<Method>,
    result: &str,
) -> Result<(), ApiError> {
    subject.save().await?;
    leave_event(&mut subject, what, method, result).await?;
    commit_and_tell(subject).await
}

async fn leave_event<S: Subject>(
    subject: &mut S,
    what: &str,
    method: Option<Method>,
    result: &str,
) -> Result<(), ApiError> {
    let named = method.map(|method| format!("{method:?}").to_lowercase());
    let method = named.as_deref().unwrap_or(subject.kind());
    let about = subject.about().to_owned();
    let (app, tx, now_ms) = subject.context();
    record(app, tx, Event { about: &about, what, method, result }, now_ms).await
}

async fn commit_and_tell<S: Subject>(mut subject: S) -> Result<(), ApiError> {
    let app = Arc::clone(subject.context().0);
    subject.into_tx().commit().await?;
    app.committed();
    Ok(())
}
