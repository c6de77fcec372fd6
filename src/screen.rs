//! Which screen a state shows. Two states with the same screen share its components, so that what
//! is typed stays while requests come and go.

use regain_contract::Method;
use regain_flow::{Aside, Ending, Live, State};

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Name the account.
    Account,
    /// The server is asked where a recovery stands.
    Resuming,
    /// Choose a method.
    Methods,
    /// Type a code that came by this method.
    Code(Method),
    /// Set the password.
    Password,
    /// It worked.
    Done,
    /// It did not.
    Ended(Ending),
    /// The page is older than the server.
    Outdated,
    /// No such address.
    NotFound,
    /// What to do when no method can be passed.
    Appeal,
}

/// The three parts of a recovery, as the progress line shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Naming the account.
    Account,
    /// Proving that it is one's own.
    Verify,
    /// The new password.
    Password,
}

impl Screen {
    /// The screen of a state.
    pub fn of(state: &State) -> Self {
        match state {
            State::Account { .. } => Self::Account,
            State::Resuming { .. } => Self::Resuming,
            State::Open(open, _) => match &open.step {
                Live::ChooseMethod(_) => Self::Methods,
                Live::PhoneCode(_) => Self::Code(Method::Phone),
                Live::EmailCode(_) => Self::Code(Method::Email),
                Live::SetPassword(_) => Self::Password,
            },
            State::Done(_) => Self::Done,
            State::Ended(ending) => Self::Ended(*ending),
            State::Outdated => Self::Outdated,
            State::Aside(Aside::NotFound, _) => Self::NotFound,
            State::Aside(Aside::Appeal, _) => Self::Appeal,
        }
    }

    /// Where the progress line stands; `None` where it is not shown.
    pub const fn stage(self) -> Option<Stage> {
        match self {
            Self::Account => Some(Stage::Account),
            Self::Methods | Self::Code(_) => Some(Stage::Verify),
            Self::Password => Some(Stage::Password),
            Self::Resuming
            | Self::Done
            | Self::Ended(_)
            | Self::Outdated
            | Self::NotFound
            | Self::Appeal => None,
        }
    }
}
