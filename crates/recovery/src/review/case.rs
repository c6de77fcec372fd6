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
    pub filed: StoredAppeal,
    /// What the person wrote.
    pub details: Details,
    pub timeline: Vec<Event>,
    /// The account that the username names; `None` when none has it.
    pub account: Option<Account>,
    /// Other appeals for the same account.
    pub others: Vec<Other>,
    pub documents: Vec<Document>,
}

/// An appeal in a list: nothing that the person wrote.
#[derive(Clone, Debug)]
pub struct Listed {
    pub number: String,
    pub state: State,
    pub answers: Option<Answers>,
    pub submitted_ms: i64,
    pub files: usize,
}

/// What the directory has under the username.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub username: String,
    pub kind: AccountKind,
    /// The destinations of it, masked.
    pub destinations: Vec<String>,
}

/// Another appeal for the same account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    pub number: String,
    pub state: State,
    pub at_ms: i64,
}

/// A file that was given. It was checked, cleaned and scanned before it was taken.
#[derive(Clone)]
pub struct Document {
    pub stored: StoredFile,
    /// What the person's device calls it.
    pub label: String,
}
