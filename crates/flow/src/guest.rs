//! What this device does for a recovery on another screen: an administrator decides, a face is
//! shown, a visit is confirmed.

use crate::{Failure, RequestId, Route, Sending, State, Watched};
use regain_contract::{Account, AuthCode, HandOff, HandOffTicket, RequestContext, Task};

/// Where the receiver of a hand-off is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guest {
    /// The server is asked what is to be done.
    Opening {
        /// Which hand-off.
        ticket: HandOffTicket,
        /// The address, which says what for.
        at: Route,
        /// The question; never idle.
        sending: Sending,
    },
    /// A visit came back to this browser, and the server is asked whose it is.
    Taking {
        /// The state that the visit was begun with.
        state: String,
        /// The code to exchange; absent when the person cancelled.
        auth_code: Option<AuthCode>,
        /// The question; never idle.
        sending: Sending,
    },
    /// Something to do.
    Open(Helping, Sending),
    /// The link leads nowhere: it was cut short, or it is too old.
    Lost {
        /// The address.
        at: Route,
    },
}

/// A hand-off, as the server last described it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helping {
    /// The right to help.
    pub ticket: HandOffTicket,
    /// The address.
    pub at: Route,
    /// Sent back with each command.
    pub version: u32,
    /// Whose recovery it is, masked.
    pub account: Account,
    /// Who asks.
    pub asker: RequestContext,
    /// Seconds until it is void, from the moment of the answer.
    pub expires_in_s: u32,
    /// The answer that this came with.
    pub answer: RequestId,
    /// The code of a visit that is to be confirmed.
    pub auth_code: Option<AuthCode>,
    /// What is to be done.
    pub task: Task,
}

impl Guest {
    /// The address of the screen.
    #[must_use]
    pub const fn route(&self) -> Route {
        match self {
            Self::Opening { at, .. } | Self::Lost { at } => *at,
            Self::Taking { .. } => Route::HandOff,
            Self::Open(helping, _) => helping.at,
        }
    }

    /// The request state of the screen, where it can have one.
    #[must_use]
    pub const fn sending(&self) -> Option<&Sending> {
        match self {
            Self::Opening { sending, .. }
            | Self::Taking { sending, .. }
            | Self::Open(_, sending) => Some(sending),
            Self::Lost { .. } => None,
        }
    }

    pub(crate) fn watched(&self) -> Option<Watched> {
        match self {
            Self::Open(helping, sending)
                if !sending.is_busy() && !matches!(helping.task, Task::Over(_)) =>
            {
                Some(Watched::HandOff(helping.ticket.clone(), helping.version))
            }
            _ => None,
        }
    }

    pub(crate) fn failed(mut self, failure: Failure) -> Self {
        if let Self::Opening { sending, .. }
        | Self::Taking { sending, .. }
        | Self::Open(_, sending) = &mut self
        {
            *sending = Sending::Failed(failure);
        }
        self
    }
}

impl Helping {
    /// The state of a hand-off that an answer gave, with what the browser itself brought along.
    pub(crate) fn placed(
        (ticket, at): (HandOffTicket, Route),
        auth_code: Option<AuthCode>,
        hand_off: HandOff,
        answer: RequestId,
    ) -> State {
        let HandOff { version, account, asker, expires_in_s, task } = hand_off;
        if matches!(task, Task::Unknown) {
            return State::Outdated;
        }
        let helping =
            Self { ticket, at, version, account, asker, expires_in_s, answer, auth_code, task };
        State::Guest(Guest::Open(helping, Sending::Idle))
    }
}
