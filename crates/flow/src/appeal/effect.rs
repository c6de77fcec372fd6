//! What the shell is to do for an appeal.

use super::{Page, Picked, UploadId};
use crate::{History, RequestId};
use regain_contract::appeal::{Answers, Details, FindAppeal, GiveAppealPhone, Place};
use regain_contract::{AppealToken, Code, Locale};

/// Something to do outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Make a request and answer with `Event::Replied` and this id.
    Send(RequestId, Request),
    /// Give up the request with this id, without an answer.
    Abort(RequestId),
    /// Send a picked file, and answer with `Event::Uploaded`.
    Upload(AppealToken, Picked),
    /// Give up sending a file, without an answer.
    AbortUpload(UploadId),
    /// Let go of the content of a file.
    Drop(UploadId),
    /// Remember this draft on the device.
    Remember(AppealToken),
    /// Remember this look at a submitted appeal, in the tab.
    Look(AppealToken),
    /// Remember no look.
    EndLook,
    /// Remember no draft.
    Forget,
    /// Show this address, without an event in return.
    Show(Page, History),
}

/// A request to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Begins a draft.
    Begin(Locale),
    /// Asks where an appeal stands.
    Find(FindAppeal),
    /// Reads the appeal.
    Read(AppealToken),
    /// Moves the appeal on.
    Command {
        /// Which appeal.
        token: AppealToken,
        /// The version that the person saw.
        version: u32,
        /// What to do.
        command: Command,
    },
}

/// A command to an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Give the three answers.
    Answer(Answers),
    /// Go to a step of the draft.
    Move(Place),
    /// Keep the form as typed so far.
    Keep(Details),
    /// Submit the form.
    SubmitDetails(Details),
    /// Take a file away.
    RemoveFile(String),
    /// Name the contact phone.
    GivePhone(GiveAppealPhone),
    /// Give the code.
    SubmitCode(Code),
    /// Ask for a new code.
    Resend,
    /// Have a link to the draft mailed to this address.
    MailLink(String),
    /// Submit the appeal.
    Submit,
    /// Submit what more was asked for, with this note.
    Supplement(String),
    /// Withdraw the appeal, or delete the draft.
    Withdraw,
}
