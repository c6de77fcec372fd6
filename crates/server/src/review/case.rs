//! An appeal as a reviewer sees it: everything that was given, and what the directory says about the
//! account that it names. Whether the two fit together is for the reviewer to judge.

use regain_contract::{
    AccountKind,
    appeal::{Answers, Details, FileKind, MaterialKind, Milestone},
};

/// One appeal.
#[derive(Clone)]
pub(crate) struct Case {
    pub id: String,
    pub number: String,
    /// What happened last: where it stands.
    pub standing: Milestone,
    pub answers: Answers,
    pub details: Details,
    /// The new contact phone, proved by a code.
    pub phone: String,
    pub timeline: Vec<(Milestone, i64)>,
    /// What is asked for, while it is.
    pub asked: Option<Asked>,
    /// What the person wrote with a supplement; may be empty.
    pub supplement_note: String,
    /// The account that the username names; `None` when none has it.
    pub account: Option<Account>,
    /// Other appeals for the same account.
    pub others: Vec<Other>,
    pub documents: Vec<Document>,
}

impl core::fmt::Debug for Case {
    /// Leaves out what is personal.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Case").field("id", &self.id).finish_non_exhaustive()
    }
}

/// An appeal in a list: nothing that the person wrote.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub number: String,
    pub standing: Milestone,
    pub answers: Answers,
    pub submitted_ms: i64,
    pub files: i64,
}

/// What more is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub materials: Vec<MaterialKind>,
    pub note: String,
    pub until_ms: i64,
}

/// What the directory has under the username.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub username: String,
    pub kind: AccountKind,
    /// The destinations of it, masked.
    pub destinations: Vec<String>,
}

/// Another appeal for the same account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Other {
    pub number: String,
    pub standing: Milestone,
    pub at_ms: i64,
}

/// A file that was given.
#[derive(Clone)]
pub(crate) struct Document {
    pub id: String,
    pub material: MaterialKind,
    pub kind: FileKind,
    pub bytes: i64,
    /// What the person's device calls it.
    pub label: String,
    /// Whether the scanner has found nothing in it, or there is none.
    pub is_released: bool,
}
