//! What the shell is to do, in the imperative.

use crate::{RequestId, Route};
use regain_contract::{Begin, Code, Done, FlowToken, Method, Password};

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
    /// Set the password.
    SetPassword(Password),
}

/// What a tab remembers over a reload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Memory {
    /// The recovery that is open.
    Token(FlowToken),
    /// The end that was reached; holds nothing secret and nothing personal.
    Done(Done),
}

/// How an address enters the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// As a new entry: Back leads to the step before.
    Push,
    /// In place of the current entry.
    Replace,
}
