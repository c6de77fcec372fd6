//! Why the last submission came to nothing. The client turns each into a text and a next action.

use regain_contract::Problem;

/// What was left empty in the forms of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// What is needed.
    Needs,
    /// The kind of account.
    Kind,
    /// Who files.
    Filer,
    /// The number of the appeal.
    Number,
    /// The phone.
    Phone,
    /// The e-mail address.
    Email,
}

/// Why the last submission came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing was typed into the identifier field.
    IdentifierMissing,
    /// Nothing was typed into the code field.
    CodeMissing,
    /// What was typed holds no code of the right length.
    CodeIncomplete {
        /// How many digits the code has.
        length: u8,
    },
    /// The consent was not given.
    ConsentMissing,
    /// No administrator was chosen.
    AdministratorMissing,
    /// No reason was written.
    ReasonMissing,
    /// The reason or the note is too long.
    NoteTooLong {
        /// How many characters are too many.
        excess: u32,
    },
    /// Something in the forms of an appeal was left empty.
    Blank(Blank),
    /// Files are still on their way.
    UploadsOut,
    /// No number was picked.
    NumberMissing,
    /// The administrator's password was not typed.
    PasswordMissing,
    /// The server could not be reached.
    Unreachable,
    /// The server did not answer before the deadline.
    TimedOut,
    /// The answer was not one of ours: a captive portal, a broken proxy, a cut body.
    Unreadable,
    /// The server answered with a problem.
    Problem(Problem),
}
