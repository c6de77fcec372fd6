//! What a person agrees to before a camera is asked for (FAC-02).

use regain_config::Config;
use regain_contract::FaceConsent;

/// The version of the sentences. Raise it with every change of what the page says, so that an
/// agreement to older ones is refused.
pub const CONSENT_VERSION: u32 = 1;

/// The facts of the consent.
pub fn consent(config: &Config) -> FaceConsent {
    FaceConsent {
        version: CONSENT_VERSION,
        recipient: config.face_recipient.clone(),
        retention_days: config.face_retention_days,
    }
}
