//! Where the visitor is. Each variant holds what its screen needs, and nothing else.

use crate::{Failure, Guest, Open, Route};
use regain_contract::{Done, Ended, FlowToken, HandOffTicket, Intent, ProviderResult};

/// Names one request; never used twice in the life of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(pub u32);

/// Where the visitor is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The account form.
    Account {
        /// What for.
        intent: Intent,
        /// A recovery that Back has left and Forward returns to.
        held: Option<FlowToken>,
        /// The form's request.
        sending: Sending,
    },
    /// The tab remembers a recovery, and the server is asked where it stands.
    Resuming {
        /// Which recovery.
        token: FlowToken,
        /// What the identity provider brought back, to be reported first.
        arrived: Option<ProviderResult>,
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
    /// Something to do for a recovery on another screen.
    Guest(Guest),
    /// A page beside the flow, from which the flow goes on.
    Aside(Aside, Box<State>),
}

/// A page beside the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aside {
    /// The address leads nowhere.
    NotFound,
    /// The manual appeal, which has a state machine of its own ([`crate::appeal`]); this is what its
    /// form waits for or tells.
    Appeal(Sending),
}

/// Whether a request is out. A second submission while one is out cannot be expressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// None is.
    Idle,
    /// The person's own; the form waits for it.
    Out(RequestId),
    /// A picture of the camera; the form does not wait for it, and a submission replaces it.
    Capturing(RequestId),
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
        Self::form(Intent::ResetPassword, None)
    }

    /// The account form at rest.
    pub(crate) const fn form(intent: Intent, held: Option<FlowToken>) -> Self {
        Self::Account { intent, held, sending: Sending::Idle }
    }

    /// The address of the screen; `None` while it is not known yet or must stay as it is.
    #[must_use]
    pub const fn route(&self) -> Option<Route> {
        match self {
            Self::Account { intent: Intent::ResetPassword, .. } => Some(Route::Account),
            Self::Account { intent: Intent::FindUsername, .. } => Some(Route::Username),
            Self::Open(open, _) => Some(open.step.route()),
            Self::Done(_) => Some(Route::Done),
            Self::Ended(_) => Some(Route::Ended),
            Self::Aside(Aside::Appeal(_), _) => Some(Route::Appeal),
            Self::Guest(guest) => Some(guest.route()),
            Self::Resuming { .. } | Self::Outdated | Self::Aside(Aside::NotFound, _) => None,
        }
    }

    /// The request state of the screen, where it can have one.
    #[must_use]
    pub const fn sending(&self) -> Option<&Sending> {
        match self {
            Self::Account { sending, .. }
            | Self::Resuming { sending, .. }
            | Self::Open(_, sending)
            | Self::Aside(Aside::Appeal(sending), _) => Some(sending),
            Self::Guest(guest) => guest.sending(),
            Self::Done(_) | Self::Ended(_) | Self::Outdated | Self::Aside(Aside::NotFound, _) => {
                None
            }
        }
    }

    /// Whether the page helps with a recovery on another screen, also behind a page beside it.
    #[must_use]
    pub fn is_guest(&self) -> bool {
        match self {
            Self::Guest(_) => true,
            Self::Aside(_, back) => back.is_guest(),
            _ => false,
        }
    }

    /// What the shell is to watch for changes, while the page can be seen.
    #[must_use]
    pub fn watched(&self) -> Option<Watched> {
        match self {
            Self::Open(open, sending) if open.step.is_waiting() && !sending.is_busy() => {
                Some(Watched::Recovery(open.token.clone(), open.version))
            }
            Self::Guest(guest) => guest.watched(),
            Self::Aside(_, back) => back.watched(),
            _ => None,
        }
    }
}

/// Something that others may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watched {
    /// A recovery, from this version on.
    Recovery(FlowToken, u32),
    /// A hand-off, from this version on.
    HandOff(HandOffTicket, u32),
}

impl Sending {
    /// The request that is out, if one is.
    #[must_use]
    pub const fn request(&self) -> Option<RequestId> {
        match self {
            Self::Out(id)
            | Self::Capturing(id)
            | Self::Checking(id, _)
            | Self::Rereading(id, _) => Some(*id),
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
            Self::Idle
            | Self::Out(_)
            | Self::Capturing(_)
            | Self::Checking(_, None)
            | Self::Rereading(..) => None,
        }
    }
}
