//! Where the visitor is. Each variant holds what its screen needs, and nothing else.

use crate::{Failure, Route};
use regain_contract::{
    Account, ChooseMethodStep, Done, Ended, EnterCode, FlowToken, Method, Recovery,
    SetPasswordStep, Step,
};

/// Names one request; never used twice in the life of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(pub u32);

/// Where the visitor is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The account form.
    Account {
        /// A recovery that Back has left and Forward returns to.
        held: Option<FlowToken>,
        /// The form's request.
        sending: Sending,
    },
    /// The tab remembers a recovery, and the server is asked where it stands.
    Resuming {
        /// Which recovery.
        token: FlowToken,
        /// The question; never idle.
        sending: Sending,
    },
    /// A step of an open recovery.
    Open(Open, Sending),
    /// The password is set.
    Done(Done),
    /// The recovery ended otherwise.
    Ended(Ending),
    /// The server is newer than this page.
    Outdated,
    /// A page beside the flow, from which the flow goes on.
    Aside(Aside, Box<State>),
}

/// A page beside the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// The address leads nowhere.
    NotFound,
    /// What to do when no method can be passed.
    Appeal,
}

/// An open recovery, as the server last described it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The right to go on with it.
    pub token: FlowToken,
    /// Sent back with each command.
    pub version: u32,
    /// The account, masked.
    pub account: Account,
    /// Seconds until it ends, from the moment of the answer.
    pub expires_in_s: u32,
    /// The answer that this came with: countdowns start anew when it changes.
    pub answer: RequestId,
    /// The step to show.
    pub step: Live,
}

/// The steps of an open recovery that this build can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Live {
    /// Choose a method.
    ChooseMethod(ChooseMethodStep),
    /// Type the code sent to the phone.
    PhoneCode(EnterCode),
    /// Type the code sent to the e-mail address.
    EmailCode(EnterCode),
    /// Set the new password.
    SetPassword(SetPasswordStep),
}

/// Whether a request is out. A second submission while one is out cannot be expressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// None is.
    Idle,
    /// The person's own; the form waits for it.
    Out(RequestId),
    /// A look at the server after the page came back, with the failure that is still told
    /// meanwhile; a submission replaces it.
    Checking(RequestId, Option<Failure>),
    /// The recovery is read again because of a failure that is still to be told.
    Rereading(RequestId, Failure),
    /// The last one came to nothing.
    Failed(Failure),
}

/// Why a recovery is over without a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Its time ran out, or the server does not know it any more.
    Expired,
    /// The server ended it.
    Ended(Ended),
}

impl State {
    /// The first screen, before anything has happened.
    #[must_use]
    pub const fn first() -> Self {
        Self::Account { held: None, sending: Sending::Idle }
    }

    /// The address of the screen; `None` while it is not known yet or must stay as it is.
    #[must_use]
    pub const fn route(&self) -> Option<Route> {
        match self {
            Self::Account { .. } => Some(Route::Account),
            Self::Open(open, _) => Some(open.step.route()),
            Self::Done(_) => Some(Route::Done),
            Self::Ended(_) => Some(Route::Ended),
            Self::Aside(Aside::Appeal, _) => Some(Route::Appeal),
            Self::Resuming { .. } | Self::Outdated | Self::Aside(Aside::NotFound, _) => None,
        }
    }

    /// The request state of the screen, where it can have one.
    #[must_use]
    pub const fn sending(&self) -> Option<&Sending> {
        match self {
            Self::Account { sending, .. }
            | Self::Resuming { sending, .. }
            | Self::Open(_, sending) => Some(sending),
            Self::Done(_) | Self::Ended(_) | Self::Outdated | Self::Aside(..) => None,
        }
    }
}

impl Sending {
    /// The request that is out, if one is.
    #[must_use]
    pub const fn request(&self) -> Option<RequestId> {
        match self {
            Self::Out(id) | Self::Checking(id, _) | Self::Rereading(id, _) => Some(*id),
            Self::Idle | Self::Failed(_) => None,
        }
    }

    /// Back to rest, with the failure that is told, if one is.
    pub(crate) fn settled(failure: Option<Failure>) -> Self {
        failure.map_or(Self::Idle, Self::Failed)
    }

    /// Whether the form waits for an answer to the person's own submission.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Out(_) | Self::Rereading(..))
    }

    /// What to tell the person.
    #[must_use]
    pub const fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) | Self::Checking(_, Some(failure)) => Some(failure),
            Self::Idle | Self::Out(_) | Self::Checking(_, None) | Self::Rereading(..) => None,
        }
    }
}

impl Live {
    /// The address of the step.
    #[must_use]
    pub const fn route(&self) -> Route {
        match self {
            Self::ChooseMethod(_) => Route::Methods,
            Self::PhoneCode(_) => Route::VerifyPhone,
            Self::EmailCode(_) => Route::VerifyEmail,
            Self::SetPassword(_) => Route::Password,
        }
    }

    /// The code step, whichever way the code went.
    #[must_use]
    pub const fn code(&self) -> Option<&EnterCode> {
        match self {
            Self::PhoneCode(step) | Self::EmailCode(step) => Some(step),
            Self::ChooseMethod(_) | Self::SetPassword(_) => None,
        }
    }
}

/// Places the visitor at the step that the server gave.
pub(crate) fn placed(token: FlowToken, recovery: Recovery, answer: RequestId) -> State {
    let step = match recovery.step {
        Step::ChooseMethod(step) => Live::ChooseMethod(step),
        Step::EnterCode(step) => match step.method {
            Method::Phone => Live::PhoneCode(step),
            Method::Email => Live::EmailCode(step),
            Method::Alipay | Method::Face | Method::Administrator => return State::Outdated,
        },
        Step::SetPassword(step) => Live::SetPassword(step),
        Step::Done(done) => return State::Done(done),
        Step::Ended(ended) => return State::Ended(Ending::Ended(ended)),
        Step::VisitProvider(_)
        | Step::VerifyFace(_)
        | Step::ChooseAdministrator(_)
        | Step::AwaitApproval(_)
        | Step::Usernames(_)
        | Step::Unknown => return State::Outdated,
    };
    let Recovery { version, account, expires_in_s, .. } = recovery;
    State::Open(Open { token, version, account, expires_in_s, answer, step }, Sending::Idle)
}
