//! The one resource of the API.

use crate::json::{FromJson, ToJson};
use crate::{Account, FlowToken, Step};
use serde::{Deserialize, Serialize};

/// A recovery as its owner sees it: the answer of `GET …/current` and of every command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recovery {
    /// Goes up with each change of step or challenge. Sent back as `If-Match: "7"`; a command
    /// with another version is refused as stale (CON-01).
    pub version: u32,
    /// What the person came for.
    pub intent: Intent,
    /// Seconds until the recovery ends by itself. A duration, not a clock time, so that a wrong
    /// clock on the client cannot matter (OTP-02).
    pub expires_in_s: u32,
    /// Whether `POST …/extend` would put the end off (WCAG 2.2.1).
    pub may_extend: bool,
    /// The account, as far as it may be shown.
    pub account: Account,
    /// The screen to show.
    #[wire(given)]
    pub step: Step,
}

/// The answer of `POST /recoveries`: the only one that carries the token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Begun {
    /// Sent as `Authorization: Bearer …` with every later call.
    pub token: FlowToken,
    /// The new recovery.
    #[wire(given)]
    pub recovery: Recovery,
}

/// What a person came for.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson, ToJson,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// To set a new password.
    #[default]
    ResetPassword,
    /// To learn the username.
    FindUsername,
}
