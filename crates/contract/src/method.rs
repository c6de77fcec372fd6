//! The ways to prove who one is, and why one of them may not be open.

use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// A way to prove that the account is one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// A code sent to the mobile phone on the account.
    Phone,
    /// A code sent to the e-mail address on the account.
    Email,
    /// Logging on to the holder's (or the enterprise's) own Alipay.
    Alipay,
    /// Facial recognition of the holder (or the legal representative).
    Face,
    /// Approval by an administrator of the enterprise.
    Administrator,
}

impl Method {
    /// Every method, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::Phone, Self::Email, Self::Alipay, Self::Face, Self::Administrator];
}

/// One row of the method choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MethodOption {
    /// Which method.
    pub method: Method,
    /// Whether it can be chosen now, and if not, why.
    #[serde(flatten)]
    pub availability: Availability,
}

/// Whether a method can be chosen now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// It can be chosen.
    Available {
        /// The masked destination, such as `+86 138****8000` (ENU-06). Absent when the method
        /// has no destination.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hint: Option<String>,
    },
    /// It cannot be chosen.
    Unavailable {
        /// Why not.
        reason: Unavailable,
    },
}

/// Why a method cannot be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unavailable {
    /// The account has no phone number or no e-mail address for it.
    NoDestination,
    /// The account's identity verification is not complete.
    IdentityNotVerified,
    /// This method does not exist for individual accounts.
    NotForIndividuals,
    /// The enterprise has no administrator who can be asked.
    NoAdministrator,
    /// It was passed already in this recovery; another proof is needed.
    AlreadyUsed,
    /// This server does not offer the method.
    NotOffered,
    /// A reason that this build does not know.
    #[serde(other)]
    Other,
}
