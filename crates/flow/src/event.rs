//! What can happen, in the past tense.

use crate::{Failure, RequestId, Route};
use regain_contract::{Begun, Code, Done, FlowToken, Locale, Method, Password, Recovery};

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
    },
    /// The account form was submitted.
    SubmittedIdentifier {
        /// As typed.
        identifier: Identifier,
        /// The language for messages.
        locale: Locale,
    },
    /// A method was chosen.
    ChoseMethod(Method),
    /// The code form was submitted, with the text as typed or pasted.
    SubmittedCode(Code),
    /// A new code was asked for.
    AskedForNewCode,
    /// Another method was asked for.
    AskedForOtherMethod,
    /// The password form was submitted.
    SubmittedPassword(Password),
    /// An answer, or the lack of one, came for a request.
    Answered(RequestId, Result<Reply, Failure>),
    /// The address changed: Back, Forward, or a link of ours.
    WentTo(Route),
    /// The page came back to sight: from the back/forward cache, or its tab was shown again.
    Returned,
    /// The last request was asked to be made again.
    AskedToRetry,
    /// A new recovery was asked for.
    AskedToStartOver,
}

/// The answer of a request that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A recovery was begun.
    Begun(Begun),
    /// The recovery as it is now.
    Recovery(Recovery),
}

/// A typed username, phone number or e-mail address. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Identifier(pub String);

impl core::fmt::Debug for Identifier {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[identifier]")
    }
}
