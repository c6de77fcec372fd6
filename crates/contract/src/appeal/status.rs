//! What becomes of an appeal.

use super::{File, Limits, Material};
use crate::json::FromJson;
use serde::{Deserialize, Serialize};

/// Where a submitted appeal stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Follow {
    /// The number of the appeal; with the contact phone it finds the appeal again.
    pub number: String,
    /// The contact phone, masked.
    pub phone: String,
    /// Within how many working days it is answered.
    pub answer_days: u32,
    /// Where it stands.
    pub standing: Standing,
    /// What happened, the oldest first.
    pub timeline: Vec<Happened>,
}

/// Where it stands, with what can be done now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    /// Received; a person reads it.
    InReview {},
    /// More is asked for.
    MoreAsked {
        /// What.
        materials: Vec<Material>,
        /// The reviewer's words; plain text, may be empty.
        note: String,
        /// Seconds until it must be here.
        due_in_s: u32,
        /// What was given so far.
        files: Vec<File>,
        /// How much is taken.
        limits: Limits,
    },
    /// Approved.
    Approved(Decided),
    /// Refused.
    Refused(Refusal),
    /// The person withdrew it.
    Withdrawn {},
    /// Somebody who has the old phone or e-mail address said that it was not them.
    Stopped {},
    /// More was asked for, and did not come in time.
    Lapsed {},
    /// A standing that this build does not know.
    #[serde(other)]
    Unknown,
}

/// An approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decided {
    /// The username, which the proved contact phone may know now.
    pub username: String,
    /// Seconds until the contact phone becomes the phone of the account; 0 when it is.
    pub bound_in_s: u32,
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refusal {
    /// The reviewer's words; plain text, may be empty.
    pub note: String,
    /// Seconds until a new appeal is taken; 0 when it is now.
    pub again_in_s: u32,
}

/// One entry of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Happened {
    /// What happened.
    pub what: Milestone,
    /// How many seconds ago.
    pub ago_s: u32,
}

/// What can happen to an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// It was received.
    Received,
    /// More was asked for.
    MoreAsked,
    /// More was given.
    MoreGiven,
    /// It was approved.
    Approved,
    /// The contact phone became the phone of the account.
    Bound,
    /// It was refused.
    Refused,
    /// The person withdrew it.
    Withdrawn,
    /// It was stopped by somebody with the old phone or e-mail address.
    Stopped,
    /// More was asked for, and did not come in time.
    Lapsed,
    /// Something that this build does not know.
    #[serde(other)]
    Other,
}
