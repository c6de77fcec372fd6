//! How the face provider behaves, so that a test or a demonstration can make it fail.

use serde::{Deserialize, Serialize};

/// The provider's behaviour towards the next calls and pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaceMode {
    /// `works`: as documented.
    #[default]
    Works,
    /// `slow`: lets every caller wait (`Config::slow_for`), then works.
    Slow,
    /// `failing`: status 500 for every call and every picture, before it looks at anything.
    Failing,
    /// `liveness_risk`: decides with `205`, whoever is before the camera.
    LivenessRisk,
}
