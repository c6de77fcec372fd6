//! An administrator's approval, as the person sees it who asks for it.

use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// Most characters of a reason or a note.
pub const MAX_NOTE: usize = 300;

/// The choice of an administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChooseAdministrator {
    /// Who may be asked.
    pub administrators: Vec<Administrator>,
    /// What came of the request before, where that was no approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<ApprovalOutcome>,
    /// What the administrator wrote with a refusal; plain text of at most [`MAX_NOTE`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An administrator who may be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Administrator {
    /// Names the administrator in the command; means nothing elsewhere.
    pub id: String,
    /// The masked name.
    pub label: String,
}

/// Waiting for an administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AwaitApproval {
    /// Who was asked, masked.
    pub asked: String,
    /// The number that the administrator must pick out of several (ADM-01).
    pub match_code: String,
    /// Seconds until the request ends.
    pub expires_in_s: u32,
    /// Seconds until a reminder may be sent; absent when none may be sent any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_after_s: Option<u32>,
    /// Whether another administrator can be asked instead.
    pub may_ask_another: bool,
}

/// Why a request for approval came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ApprovalOutcome {
    /// The administrator refused.
    Refused,
    /// The administrator picked another number.
    WrongNumber,
    /// Nobody decided in time.
    Expired,
    /// A reason that this build does not know.
    #[serde(other)]
    Other,
}

/// `POST …/administrator`: asks an administrator.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskAdministrator {
    /// The `id` of one of those offered.
    pub administrator: String,
    /// Why, for the administrator to read: 1 to [`MAX_NOTE`] characters.
    pub reason: String,
}

impl core::fmt::Debug for AskAdministrator {
    /// Leaves the reason out: people write about themselves.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("AskAdministrator")
            .field("administrator", &self.administrator)
            .finish_non_exhaustive()
    }
}
