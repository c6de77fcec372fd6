//! What the shell is to do, in the imperative.

use crate::{RequestId, Route};
use regain_contract::{
    AskAdministrator, AuthCode, Begin, Code, Confirm, Decide, Done, FlowToken, HandOffTicket,
    Method, Password, ProviderResult, SubmitFrame,
};

/// Something to do outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Make a request and answer with `Event::Answered` and this id.
    Send(RequestId, Request),
    /// Give up the request with this id, without an answer.
    Abort(RequestId),
    /// Remember this in the tab, in place of what was remembered.
    Remember(Memory),
    /// Forget what the tab remembers.
    Forget,
    /// Show this address, without an event in return.
    ShowRoute(Route, History),
}

/// A request to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Begins a recovery.
    Begin(Begin),
    /// Reads the recovery.
    Read(FlowToken),
    /// Moves the recovery on.
    Command {
        /// Whose recovery.
        token: FlowToken,
        /// The version that the person saw.
        version: u32,
        /// What to do.
        command: Command,
    },
    /// Takes over a visit that came back to this browser without its recovery.
    TakeVisit {
        /// The state that the visit was begun with.
        state: String,
    },
    /// Reads a hand-off.
    ReadHandOff(HandOffTicket),
    /// Moves a hand-off on.
    Help {
        /// Which hand-off.
        ticket: HandOffTicket,
        /// The version that the person saw.
        version: u32,
        /// What to do.
        help: Help,
    },
}

/// A command to a recovery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Choose a method.
    ChooseMethod(Method),
    /// Go back to the method choice.
    ChangeMethod,
    /// Submit the code.
    SubmitCode(Code),
    /// Send a new code.
    Resend,
    /// Report what the identity provider brought back.
    ReportVisit(ProviderResult),
    /// Begin the visit or the facial recognition anew.
    Renew,
    /// Put the end of the recovery off.
    Extend,
    /// Agree to facial recognition with this device, under this version of the text.
    StartFace(u32),
    /// Submit a picture.
    SubmitFrame(SubmitFrame),
    /// Make a link for a phone or another person.
    HandFaceOff,
    /// Ask an administrator.
    AskAdministrator(AskAdministrator),
    /// Remind the administrator.
    Remind,
    /// Withdraw the request, to ask another administrator.
    AskAnother,
    /// Set the password of this username, with what was proved.
    ChooseUsername(String),
    /// Set the password.
    SetPassword(Password),
}

/// A command to a hand-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Help {
    /// Confirm a visit.
    Confirm(Confirm),
    /// Decide as an administrator.
    Decide(Decide),
    /// Agree to facial recognition with this device, under this version of the text.
    StartFace(u32),
    /// Submit a picture.
    SubmitFrame(SubmitFrame),
    /// Decline.
    Decline,
    /// Say that it was not oneself.
    Stop,
}

/// What a link or a provider's redirect brought to this browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// The redirect of an identity provider.
    Visit {
        /// The state that the visit was begun with.
        state: String,
        /// The code to exchange; absent when the person cancelled.
        auth_code: Option<AuthCode>,
    },
    /// The ticket of a hand-off.
    Ticket(HandOffTicket),
}

/// What a tab remembers over a reload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Memory {
    /// The recovery that is open.
    Token {
        /// The right to go on with it.
        token: FlowToken,
        /// What becomes of the copy on the device.
        device_copy: DeviceCopy,
    },
    /// The end that was reached; holds nothing secret and nothing personal.
    Done(Done),
    /// The hand-off that this device helps with.
    Ticket(HandOffTicket),
}

/// What becomes of the copy of an open recovery's token that a person had the device keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceCopy {
    /// It stays: the recovery still waits for the administrator, so the person may close the tab.
    Stays,
    /// It is deleted.
    Goes,
}

/// How an address enters the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// As a new entry: Back leads to the step before.
    Push,
    /// In place of the current entry.
    Replace,
}
