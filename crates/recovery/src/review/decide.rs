//! Carries out a decision. The same for the terminal and for a ticket system, in the transaction of
//! the caller.

use super::Decision;
use crate::{
    app::App,
    appeals::{self, Who, read_number},
    error::ApiError,
    random,
    store::{
        self, Tx,
        appeals::{State, StoredAppeal},
        reviews::{self, Reviewed},
    },
};

/// Who reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reviewer {
    /// Somebody at the terminal, by the name that the operating system gives.
    At(String),
    /// The ticket system.
    Webhook,
}

impl Reviewer {
    /// The name in the audit trail.
    pub fn name(&self) -> &str {
        match self {
            Self::At(name) => name,
            Self::Webhook => "webhook",
        }
    }

    fn who(&self) -> Who<'_> {
        match self {
            Self::At(name) => Who::Reviewer(name),
            Self::Webhook => Who::Webhook,
        }
    }
}

/// Why a decision was not carried out. Nothing was changed.
#[derive(Debug)]
pub enum Undecided {
    /// No submitted appeal has this number.
    NoSuchAppeal,
    /// It is decided, withdrawn or over.
    NotOpen(State),
    /// The username names no account, so there is nothing to bind a phone to.
    NoAccount,
    /// More is asked for until a time that does not do.
    Until(String),
    /// A fault of ours.
    Broken(ApiError),
}

impl From<ApiError> for Undecided {
    fn from(error: ApiError) -> Self {
        Self::Broken(error)
    }
}

impl From<sqlx::Error> for Undecided {
    fn from(error: sqlx::Error) -> Self {
        Self::Broken(error.into())
    }
}

/// Carries out a decision about the appeal with this number; gives the appeal as it is then.
pub async fn decide(
    app: &App,
    tx: &mut Tx,
    (typed, decision): (&str, &Decision),
    (reviewer, now_ms): (&Reviewer, i64),
) -> Result<StoredAppeal, Undecided> {
    let number = read_number(typed).ok_or(Undecided::NoSuchAppeal)?;
    let filed = store::appeals::lock_number(tx, &number, now_ms).await?;
    let mut filed = filed.ok_or(Undecided::NoSuchAppeal)?;
    if !matches!(filed.state, State::InReview | State::MoreAsked) {
        return Err(Undecided::NotOpen(filed.state));
    }
    let by = (reviewer.who(), now_ms);
    match decision {
        Decision::Approve if filed.account_id.is_none() => return Err(Undecided::NoAccount),
        Decision::Approve => appeals::approve(app, tx, &mut filed, by).await?,
        Decision::Refuse { note } => {
            appeals::refuse(app, tx, &mut filed, &plain(note), by).await?;
        }
        Decision::Ask { materials, note, until } => {
            let due_ms = until.at_ms(now_ms).map_err(Undecided::Until)?;
            appeals::ask(app, tx, &mut filed, (materials, &plain(note), due_ms), by).await?;
        }
    }
    record(app, tx, (reviewer, &filed.id), (decision.name(), "done"), now_ms).await?;
    Ok(filed)
}

/// Writes down what a reviewer did; `appeal_id` is empty for what concerns no single appeal.
pub async fn record(
    app: &App,
    tx: &mut Tx,
    (reviewer, appeal_id): (&Reviewer, &str),
    (what, result): (&str, &str),
    now_ms: i64,
) -> Result<(), ApiError> {
    let id = random::id(&*app.random)?;
    let done = Reviewed { id: &id, appeal_id, reviewer: reviewer.name(), what, result };
    reviews::record(tx, &done, now_ms).await?;
    tracing::info!(what, result, "review");
    Ok(())
}

/// Words to the person, without what could act where they are shown.
fn plain(note: &str) -> String {
    let is_plain = |c: &char| {
        *c == '\n'
            || !(c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    };
    note.trim().chars().filter(is_plain).collect()
}
