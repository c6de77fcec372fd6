//! Where the person who appeals is.

use super::{Page, Uploads};
use crate::{RequestId, Sending};
use regain_contract::AppealToken;
use regain_contract::appeal::{Appeal, AppealStep, File, Limits, Standing};

/// Where the person is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::large_enum_variant, reason = "there is one of it at a time")
)]
pub enum State {
    /// The door: begin, go on, or see where an appeal stands.
    Door {
        /// The draft that this device keeps.
        kept: Option<AppealToken>,
        /// The request that begins a new one.
        sending: Sending,
    },
    /// The form that finds a submitted appeal.
    Finding(Sending),
    /// The server is asked where the appeal stands.
    Opening {
        /// Which appeal.
        token: AppealToken,
        /// The address that was opened.
        at: Page,
        /// The question; never idle.
        sending: Sending,
    },
    /// A step of an open appeal.
    Open(Filed, Sending),
    /// The draft was deleted.
    Deleted,
    /// The draft, or the right to look, is gone.
    Lost,
    /// The server is newer than this page.
    Outdated,
}

/// An appeal, as the server last described it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The right to go on with it.
    pub token: AppealToken,
    /// Sent back with each command.
    pub version: u32,
    /// Seconds until it ends, from the moment of the answer.
    pub expires_in_s: u32,
    /// The answer that this came with: countdowns start anew when it changes.
    pub answer: RequestId,
    /// The step to show.
    pub step: AppealStep,
    /// Files on their way.
    pub uploads: Uploads,
    /// Whether a link to the draft was mailed.
    pub mailing: Mailing,
}

/// Whether a link to the draft was mailed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mailing {
    /// Nobody has asked for it.
    #[default]
    No,
    /// It was asked for.
    Asked,
    /// It was.
    Sent,
}

impl State {
    /// The page of the screen; `None` where the address stays as it is.
    #[must_use]
    pub const fn page(&self) -> Option<Page> {
        match self {
            Self::Door { .. } => Some(Page::Begin),
            Self::Finding(_) => Some(Page::Status),
            Self::Open(filed, _) => Some(Page::of(&filed.step)),
            Self::Opening { .. } | Self::Deleted | Self::Lost | Self::Outdated => None,
        }
    }

    /// The request state of the screen, where it can have one.
    #[must_use]
    pub const fn sending(&self) -> Option<&Sending> {
        match self {
            Self::Door { sending, .. }
            | Self::Finding(sending)
            | Self::Opening { sending, .. }
            | Self::Open(_, sending) => Some(sending),
            Self::Deleted | Self::Lost | Self::Outdated => None,
        }
    }
}

impl Filed {
    /// What an answer gave, with the files that are still on their way.
    pub(super) fn placed(
        token: AppealToken,
        appeal: Appeal,
        answer: RequestId,
        uploads: Uploads,
    ) -> State {
        let Appeal { version, expires_in_s, step } = appeal;
        if step == AppealStep::Unknown {
            return State::Outdated;
        }
        let mailing = Mailing::No;
        let filed = Self { token, version, expires_in_s, answer, step, uploads, mailing };
        State::Open(filed, Sending::Idle)
    }

    /// The files that are there, and how many may be, at a step that takes files.
    #[must_use]
    pub fn files(&self) -> Option<(&[File], Limits)> {
        match &self.step {
            AppealStep::FillIn(step) => Some((&step.files, step.limits)),
            AppealStep::Follow(follow) => match &follow.standing {
                Standing::MoreAsked { files, limits, .. } => Some((files, *limits)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the appeal is still a draft.
    #[must_use]
    pub const fn is_draft(&self) -> bool {
        !matches!(
            self.step,
            AppealStep::EnterStatusCode(_) | AppealStep::Follow(_) | AppealStep::Unknown
        )
    }
}
