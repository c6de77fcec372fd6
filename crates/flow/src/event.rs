//! What can happen, in the past tense.

use crate::{Arrival, Failure, RequestId, Route, Sending, TypedCode};
use regain_contract::{
    Begun, CountryCode, Done, FlowToken, HandOff, HandOffTicket, Locale, Method, Password,
    Recovery, SubmitFrame, Taken,
};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The page was opened at an address, with what this tab remembers.
    Started {
        /// The address.
        at: Route,
        /// The token of a recovery that this tab has open.
        token: Option<FlowToken>,
        /// The end that this tab reached last.
        done: Option<Done>,
        /// The hand-off that this tab helps with.
        ticket: Option<HandOffTicket>,
        /// What came with the address; gone from it by now.
        arrival: Option<Arrival>,
    },
    /// The account form was submitted.
    SubmittedIdentifier {
        /// As typed.
        identifier: Identifier,
        /// The language for messages.
        locale: Locale,
        /// Where the person came from, as the portal's link said.
        return_to: Option<String>,
        /// The calling code of numbers typed without one, as the portal named it.
        country_code: Option<CountryCode>,
    },
    /// A method was chosen.
    ChoseMethod(Method),
    /// The code form was submitted, with the text as typed or pasted.
    SubmittedCode(TypedCode),
    /// A new code was asked for.
    AskedForNewCode,
    /// Another method was asked for.
    AskedForOtherMethod,
    /// The visit or the facial recognition was to begin anew.
    AskedToRenew,
    /// The camera of this device was chosen.
    ChoseCamera {
        /// Whether the consent was ticked.
        is_agreed: bool,
    },
    /// A link for a phone or another person was asked for.
    AskedForHandOff,
    /// The camera took a picture.
    TookFrame(SubmitFrame),
    /// The form that asks an administrator was submitted.
    SubmittedRequest {
        /// The chosen administrator's id, if one was chosen.
        administrator: Option<String>,
        /// As typed.
        reason: Note,
    },
    /// More time was asked for, before the recovery ends by itself.
    AskedForMoreTime,
    /// The administrator was to be reminded.
    AskedToRemind,
    /// Another administrator was to be asked.
    AskedForOtherAdministrator,
    /// One of the usernames was chosen, to set its password.
    ChoseUsername(String),
    /// A number was picked, to confirm a visit.
    PickedNumber(Option<String>),
    /// The administrator's form was submitted.
    Decided {
        /// What was pressed.
        verdict: Verdict,
        /// The number that was picked, if one was.
        number: Option<String>,
        /// The administrator's own password.
        password: Password,
        /// As typed.
        note: Note,
    },
    /// What was asked of this device was declined.
    Declined,
    /// The person said that it was somebody else.
    Stopped,
    /// The password form was submitted.
    SubmittedPassword(Password),
    /// An answer, or the lack of one, came for a request.
    Answered(RequestId, Result<Reply, Failure>),
    /// The recovery was found changed, without having been asked for by the person.
    NoticedRecovery(Recovery),
    /// The hand-off was found changed.
    NoticedHandOff(HandOff),
    /// What was watched was found to be over for good.
    NoticedEnd,
    /// The appeal moved on, which has a state machine of its own.
    MovedBeside {
        /// What its form waits for, or which failure it tells.
        sending: Sending,
        /// [`crate::appeal::Event::is_by_person`] of what moved it.
        is_by_person: bool,
    },
    /// The address changed: Back, Forward, or a link of ours.
    WentTo(Route),
    /// The page came back to sight: from the back/forward cache, or its tab was shown again.
    Returned,
    /// The last request was asked to be made again.
    AskedToRetry,
    /// A new recovery was asked for.
    AskedToStartOver,
}

impl Event {
    /// Whether a person's own act caused it: a failure that such an act meets again is told again.
    #[must_use]
    pub const fn is_by_person(&self) -> bool {
        match self {
            Self::MovedBeside { is_by_person, .. } => *is_by_person,
            Self::Returned
            | Self::Answered(..)
            | Self::WentTo(_)
            | Self::TookFrame(_)
            | Self::NoticedRecovery(_)
            | Self::NoticedHandOff(_)
            | Self::NoticedEnd => false,
            _ => true,
        }
    }
}

/// The answer of a request that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A recovery was begun.
    Begun(Begun),
    /// The recovery as it is now.
    Recovery(Recovery),
    /// A visit was taken over.
    Taken(Taken),
    /// The hand-off as it is now.
    HandOff(HandOff),
}

/// Which button of the administrator's form was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Lets the recovery go on.
    Approve,
    /// Does not.
    Refuse,
    /// Does not, and warns the account's owner.
    Report,
}

/// A typed reason or note. `Debug` does not show it: people write about themselves.
#[derive(Clone, PartialEq, Eq)]
pub struct Note(pub String);

impl core::fmt::Debug for Note {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[note]")
    }
}

/// A typed username, phone number or e-mail address. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Identifier(pub String);

impl core::fmt::Debug for Identifier {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[identifier]")
    }
}
