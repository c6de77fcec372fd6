//! The visit to an identity provider (Alipay): its step, its command, and what can come of it.

use crate::AuthCode;
use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// The way to an identity provider and back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitProvider {
    /// Where to go, as a whole page: built by the server (IDP-08).
    pub authorize_url: String,
    /// Whether the address may also be shown as a QR code for a phone.
    pub qr_allowed: bool,
    /// The number to pick on the phone, when the visit is made there: who was sent the address by
    /// a stranger does not know it.
    pub match_code: String,
    /// Seconds until the visit is void; 0 when it is.
    pub expires_in_s: u32,
    /// What came of the visit before, where that proved nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<VisitOutcome>,
}

/// Why a visit proved nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VisitOutcome {
    /// The person cancelled it there.
    Cancelled,
    /// The provider refused, or its answer was not to be trusted (IDP-04).
    Refused,
    /// It is another person's, or another enterprise's, account there (IDP-03).
    OtherIdentity,
    /// A personal account where an enterprise's is needed, or the reverse.
    WrongKind,
    /// The account there has no completed identity verification.
    NotCertified,
    /// The provider did not answer.
    Unavailable,
    /// The number that was picked on the phone was wrong.
    WrongNumber,
    /// A reason that this build does not know.
    #[serde(other)]
    Other,
}

/// `POST …/provider-result`: what the provider's redirect brought back to the browser that the
/// recovery began in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProviderResult {
    /// The state that the visit was begun with; single-use (IDP-01).
    pub state: String,
    /// The code to exchange; absent when the person cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_code: Option<AuthCode>,
}
