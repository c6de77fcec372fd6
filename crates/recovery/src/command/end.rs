//! The ends of an operation: what is written with its effect, and what is answered.

use regain_contract::{Method, Problem};

/// How an operation ends a command whose subject it has changed. An operation that is refused and
/// has changed nothing returns the problem as an error instead: nothing is written then.
#[derive(Debug)]
pub struct End {
    pub(super) reply: Reply,
    pub(super) method: Option<Method>,
}

/// What is answered.
#[derive(Debug)]
pub(super) enum Reply {
    /// The subject, with this status.
    Subject(u16),
    /// The subject, without an event.
    Quietly,
    /// A problem.
    Problem(Problem),
    /// `stale_version`, without storing it; the event says why, or how the subject stands.
    Unstored(Option<&'static str>),
}

impl End {
    /// Answers with the subject as it is now.
    pub const fn done() -> Self {
        Self { reply: Reply::Subject(200), method: None }
    }

    /// Answers with the subject, and that something was made.
    pub const fn created() -> Self {
        Self { reply: Reply::Subject(201), method: None }
    }

    /// Answers with the subject and writes no event, for pictures, which come by the dozen.
    pub const fn quiet() -> Self {
        Self { reply: Reply::Quietly, method: None }
    }

    /// Answers with a problem after something was changed, such as a counted wrong code.
    pub const fn problem(problem: Problem) -> Self {
        Self { reply: Reply::Problem(problem), method: None }
    }

    /// Refuses the command, and keeps what was changed: a recovery that had to end all the same.
    /// Nothing is stored under the key, so that a repetition is judged anew.
    pub const fn refused() -> Self {
        Self { reply: Reply::Unstored(None), method: None }
    }

    /// The same for a recovery whose account is not as it was (TOK-04).
    pub const fn superseded() -> Self {
        Self { reply: Reply::Unstored(Some("superseded")), method: None }
    }

    /// Names the method that the command was about, for its event.
    pub fn by(self, method: impl Into<Option<Method>>) -> Self {
        Self { method: method.into(), ..self }
    }
}
