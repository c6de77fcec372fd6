//! An appeal as a reviewer sees it: everything that was given, and what the directory says about the
//! account that it names. Whether the two fit together is for the reviewer to judge.

use crate::store::{
    appeal_files::{Event, StoredFile},
    appeals::{State, StoredAppeal},
};
use regain_contract::{
    AccountKind,
    appeal::{Answers, Details},
};

/// One appeal.
#[derive(Clone)]
pub struct Case {
    /// The appeal.
    pub filed: StoredAppeal,
    /// What the person wrote.
    pub details: Details,
    /// What happened, the oldest first.
    pub timeline: Vec<Event>,
    /// The account that the username names; `None` when none has it.
    pub account: Option<Account>,
    /// Other appeals for the same account.
    pub others: Vec<Other>,
    /// The files that were given.
    pub documents: Vec<Document>,
}

/// An appeal in a list: nothing that the person wrote.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: State,
    /// What the person answered.
    pub answers: Option<Answers>,
    /// When it was submitted, in milliseconds since 1970.
    pub submitted_ms: i64,
    /// How many files were given.
    pub files: usize,
}

/// What the directory has under the username.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its username.
    pub username: String,
    /// A person's or an enterprise's.
    pub kind: AccountKind,
    /// The destinations of it, masked.
    pub destinations: Vec<String>,
}

/// Another appeal for the same account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: State,
    /// When it was made, in milliseconds since 1970.
    pub at_ms: i64,
}

/// A file that was given. It was checked, cleaned and scanned before it was taken.
#[derive(Clone)]
pub struct Document {
    /// Its row.
    pub stored: StoredFile,
    /// What the person's device calls it.
    pub label: String,
}
