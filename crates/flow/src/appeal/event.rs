//! What can happen to an appeal, in the past tense.

use super::{Page, Picked, UploadId};
use crate::{Failure, Note, RequestId, TypedCode};
use regain_contract::appeal::{
    Appeal, AppealBegun, Details, Filer, FindAppeal, GiveAppealPhone, Need, Place,
};
use regain_contract::{AccountKind, AppealToken, Locale};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The page was opened.
    Started {
        /// The address.
        at: Page,
        /// The draft that this device keeps.
        kept: Option<AppealToken>,
        /// The draft that a mailed link named.
        linked: Option<AppealToken>,
    },
    /// A new appeal was asked for.
    Began(Locale),
    /// The kept draft was to be gone on with.
    Continued,
    /// The form that finds an appeal was submitted.
    Found(FindAppeal),
    /// The questions were answered.
    Answered {
        /// What was ticked.
        needs: Vec<Need>,
        /// What was chosen.
        kind: Option<AccountKind>,
        /// What was chosen.
        filer: Option<Filer>,
    },
    /// Another step of the draft was asked for.
    Moved(Place),
    /// Something was typed into the form, and is to be kept.
    Typed(Details),
    /// The form was submitted.
    SubmittedDetails(Details),
    /// Files were picked.
    Picked(Vec<Picked>),
    /// A file is further on its way.
    Progressed(UploadId, u8),
    /// A file has arrived, or came to nothing.
    Uploaded(UploadId, Result<Appeal, Failure>),
    /// A file that was not taken is to be sent again.
    RetriedUpload(UploadId),
    /// A file is not to be sent.
    CancelledUpload(UploadId),
    /// A file that is there is to be taken away.
    RemovedFile(String),
    /// The contact phone was given, as typed.
    SubmittedPhone(GiveAppealPhone),
    /// The code form was submitted, with the text as typed or pasted.
    SubmittedCode(TypedCode),
    /// A new code was asked for.
    AskedForNewCode,
    /// A link to the draft was asked for, to this address.
    AskedForLink(String),
    /// The appeal was submitted.
    Submitted,
    /// What more was asked for was submitted.
    Supplemented(Note),
    /// The appeal was withdrawn, or the draft deleted.
    Withdrew,
    /// An answer, or the lack of one, came for a request.
    Replied(RequestId, Result<Reply, Failure>),
    /// The address changed.
    WentTo(Page),
    /// The page came back to sight.
    Returned,
    /// The last request was asked to be made again.
    AskedToRetry,
}

impl Event {
    /// Whether a person's own act caused it: a failure that such an act meets again is told again.
    #[must_use]
    pub const fn is_by_person(&self) -> bool {
        !matches!(
            self,
            Self::Returned
                | Self::Replied(..)
                | Self::WentTo(_)
                | Self::Typed(_)
                | Self::Progressed(..)
                | Self::Uploaded(..)
        )
    }
}

/// The answer of a request that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An appeal was begun, or is looked for.
    Begun(AppealBegun),
    /// The appeal as it is now.
    Appeal(Appeal),
}
