//! Facial recognition: its step, its commands, and what can come of it. A picture is in a request
//! body and nowhere else (FAC-07); whether it is the right face is never the client's to say
//! (FAC-03).

use crate::json::{FromJson, ToJson};
use serde::{Deserialize, Serialize};

/// Facial recognition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifyFace {
    /// Who must do it.
    pub who: Person,
    /// What has to be agreed to before a camera is asked for.
    pub consent: FaceConsent,
    /// Whether the camera of this device may be used in this page.
    pub in_page: bool,
    /// How far it is.
    pub stage: FaceStage,
    /// Seconds until what was begun is void; 0 when it is.
    pub expires_in_s: u32,
    /// What came of the try before, where that proved nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<FaceOutcome>,
}

/// Who must prove to be themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Person {
    /// The holder of an individual account.
    Holder,
    /// The legal representative of an enterprise.
    LegalRepresentative,
}

/// What a person agrees to (FAC-02). The sentences are the client's; these are their facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaceConsent {
    /// The version of the text; sent back on agreeing.
    pub version: u32,
    /// Who receives the pictures, by name.
    pub recipient: String,
    /// Days after which the recipient deletes them; 0 when at once.
    pub retention_days: u16,
}

/// How far a facial recognition is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum FaceStage {
    /// Nothing was begun: choose a way.
    Choose,
    /// The person agreed, and this device's camera takes the pictures.
    Here {
        /// What to change for the next picture.
        guidance: Guidance,
    },
    /// A link was made for a phone or another person.
    HandedOff {
        /// The link, to be shown as a QR code or sent on; its secret is in the fragment.
        url: String,
        /// Whether it was opened.
        opened: bool,
    },
}

/// What to do for the next picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Guidance {
    /// Look into the camera: no picture has come yet.
    #[default]
    Start,
    /// More light.
    TooDark,
    /// Come closer, into the middle.
    TooFar,
    /// Less movement.
    HoldStill,
    /// All is well: stay like this.
    More,
    /// An advice that this build does not know.
    #[serde(other)]
    Other,
}

/// Why a facial recognition proved nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FaceOutcome {
    /// It is another face.
    NotMatched,
    /// It may not be a living face.
    NotLive,
    /// The person who was asked declined.
    Declined,
    /// The provider did not answer.
    Unavailable,
    /// It took too long.
    Expired,
    /// A reason that this build does not know.
    #[serde(other)]
    Other,
}

/// `POST …/face/start`: agrees, and begins to take pictures with this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StartFace {
    /// The version of the text that was agreed to; another than the present one is refused.
    pub consent_version: u32,
}

/// `POST …/face/frame`: one picture for the provider.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubmitFrame {
    /// A JPEG picture of at most 150,000 bytes, in base64 (RFC 4648 §4).
    pub jpeg: String,
}

impl core::fmt::Debug for SubmitFrame {
    /// Leaves the picture out.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SubmitFrame")
    }
}
