//! What another device, or another person, is asked to do for a recovery: the second resource of
//! the API. Its bearer ticket comes with a link and opens nothing else; looking at it uses nothing
//! up (TOK-09).

use crate::json::{FromJson, ToJson};
use crate::{
    Account, AuthCode, FaceConsent, FaceOutcome, Guidance, HandOffTicket, Password, Person,
};
use serde::{Deserialize, Serialize};

/// A hand-off as its receiver sees it: the answer of `GET /hand-offs/current` and of every command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOff {
    /// Goes up with each change. Sent back as `If-Match`.
    pub version: u32,
    /// Seconds until it is void; 0 when it is over.
    pub expires_in_s: u32,
    /// Whose recovery it is, as far as the receiver may know.
    pub account: Account,
    /// Who asks.
    pub asker: RequestContext,
    /// What is to be done.
    pub task: Task,
}

/// What is known of the browser that the recovery began in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestContext {
    /// Seconds since it asked.
    pub asked_s_ago: u32,
    /// The browser's name, such as `Firefox`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub browser: Option<String>,
    /// The system's name, such as `Windows`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Where it is, as far as the server knows: a place, or a shortened network address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// What the receiver of a hand-off is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Task {
    /// Decide about a recovery, as an administrator.
    Approve(Approve),
    /// Show one's face to the camera.
    ScanFace(ScanFace),
    /// Confirm that a visit to the provider belongs to the recovery on another screen.
    ConfirmVisit(ConfirmVisit),
    /// Say that a recovery was not one's own, and stop what it changed or is about to.
    Stop(Stop),
    /// Nothing any more.
    Over(Over),
    /// A task that this build does not know: the page is older than the server (REL-15).
    #[serde(other)]
    Unknown,
}

/// A recovery to decide about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Approve {
    /// The administrator who was asked: the username to log on with.
    pub administrator: String,
    /// What the person wrote; plain text.
    pub reason: String,
    /// The numbers to pick from; one of them stands on the person's screen.
    pub numbers: Vec<String>,
}

/// A face to be verified on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScanFace {
    /// Who must do it.
    pub who: Person,
    /// What has to be agreed to before a camera is asked for.
    pub consent: FaceConsent,
    /// Whether the camera may be used in this page.
    pub in_page: bool,
    /// The provider's own page for the camera; absent before the person has agreed, and where
    /// there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_url: Option<String>,
    /// What to change for the next picture; absent before the person has agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidance: Option<Guidance>,
    /// What came of the try before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<FaceOutcome>,
}

/// A visit to confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmVisit {
    /// The numbers to pick from; one of them stands on the screen of the recovery.
    pub numbers: Vec<String>,
}

/// What can be stopped by the owner of a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stop {
    /// What was done or is about to be.
    pub what: Stoppable,
}

/// What a message told the owner of a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stoppable {
    /// The password was changed. The new one stops working.
    PasswordChanged,
    /// An appeal was approved, and its phone is about to become the account's.
    PhoneChanging,
    /// It has become the account's.
    PhoneChanged,
    /// Something that this build does not know.
    #[serde(other)]
    Other,
}

/// The end of a hand-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Over {
    /// How it ended.
    pub outcome: HandOffOutcome,
}

/// How a hand-off ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HandOffOutcome {
    /// The administrator approved.
    Approved,
    /// The administrator refused, or picked another number.
    Refused,
    /// The administrator said that it was not a colleague.
    Reported,
    /// The face was the right one, or the visit was confirmed: the other screen goes on.
    Passed,
    /// It proved nothing: the other screen says why.
    Failed,
    /// The receiver declined.
    Declined,
    /// The receiver said that it was not them, and it was stopped.
    Stopped,
    /// The recovery went another way or ended.
    Withdrawn,
    /// It took too long.
    Expired,
    /// An end that this build does not know.
    #[serde(other)]
    Other,
}

/// `POST /hand-offs`: the provider's redirect came to a browser that does not have the recovery,
/// such as the one on the phone that read the QR code (IDP-06).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TakeVisit {
    /// The state that the visit was begun with.
    pub state: String,
}

/// The answer of `POST /hand-offs`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Taken {
    /// Sent as `Authorization: Bearer …` with every later call.
    pub ticket: HandOffTicket,
    /// The hand-off.
    pub hand_off: HandOff,
}

/// `POST …/confirm`: confirms a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// The number that stands on the other screen.
    pub number: String,
    /// The code to exchange; absent when the person cancelled at the provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_code: Option<AuthCode>,
}

/// `POST …/decide`: decides as the administrator who was asked (ADM-01, ADM-02).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// The administrator's own password.
    pub password: Password,
    /// The decision.
    pub decision: Decision,
    /// For the person to read: at most [`crate::MAX_NOTE`] characters, may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl core::fmt::Debug for Decide {
    /// Leaves the note out.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Decide").field("decision", &self.decision).finish_non_exhaustive()
    }
}

/// What an administrator decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Decision {
    /// Lets the recovery go on.
    Approve {
        /// The number that stands on the person's screen; a wrong one refuses.
        number: String,
    },
    /// Does not.
    Refuse,
    /// Does not, and says that this was no colleague: the account's owner is warned.
    Report,
}
