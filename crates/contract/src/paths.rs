//! The paths of the API, below the base that the page is configured with.

/// The default base of the API.
pub const API: &str = "/api/v1";
/// `POST`: begins a recovery.
pub const RECOVERIES: &str = "/recoveries";
/// `GET`: reads the recovery that the token names.
pub const CURRENT: &str = "/recoveries/current";
/// `POST`: chooses a method.
pub const METHOD: &str = "/recoveries/current/method";
/// `POST`: goes back to the method choice. The open challenge stays good for the same method.
pub const CHANGE_METHOD: &str = "/recoveries/current/change-method";
/// `POST`: gives the code.
pub const CODE: &str = "/recoveries/current/code";
/// `POST`: asks for a new code.
pub const RESEND: &str = "/recoveries/current/resend";
/// `POST`: sets the new password.
pub const PASSWORD: &str = "/recoveries/current/password";
/// `POST`: gives what the identity provider brought back.
pub const PROVIDER_RESULT: &str = "/recoveries/current/provider-result";
/// `POST`: begins the visit or the facial recognition anew after it came to nothing or expired.
pub const RENEW: &str = "/recoveries/current/renew";
/// `POST`: agrees to facial recognition, and takes the pictures with this device.
pub const FACE_START: &str = "/recoveries/current/face/start";
/// `POST`: gives one picture.
pub const FACE_FRAME: &str = "/recoveries/current/face/frame";
/// `POST`: makes a link for a phone or another person.
pub const FACE_HAND_OFF: &str = "/recoveries/current/face/hand-off";
/// `POST`: asks an administrator.
pub const ADMINISTRATOR: &str = "/recoveries/current/administrator";
/// `POST`: reminds the administrator.
pub const REMIND: &str = "/recoveries/current/remind";
/// `POST`: withdraws the request, to ask another administrator.
pub const ASK_ANOTHER: &str = "/recoveries/current/ask-another";
/// `POST`: ends the recovery.
pub const CANCEL: &str = "/recoveries/current/cancel";
/// `POST`: takes over a visit that came back to another browser.
pub const HAND_OFFS: &str = "/hand-offs";
/// `GET`: reads the hand-off that the ticket names.
pub const HAND_OFF: &str = "/hand-offs/current";
/// `POST`: confirms a visit.
pub const HAND_OFF_CONFIRM: &str = "/hand-offs/current/confirm";
/// `POST`: decides as an administrator.
pub const HAND_OFF_DECIDE: &str = "/hand-offs/current/decide";
/// `POST`: agrees to facial recognition on this device.
pub const HAND_OFF_FACE_START: &str = "/hand-offs/current/face/start";
/// `POST`: gives one picture.
pub const HAND_OFF_FACE_FRAME: &str = "/hand-offs/current/face/frame";
/// `POST`: declines.
pub const HAND_OFF_DECLINE: &str = "/hand-offs/current/decline";
/// `POST`: logs on to the reference server's own directory.
pub const LOG_ON: &str = "/log-on";
/// `POST`: receives the browser's reports of policy violations.
pub const CSP_REPORTS: &str = "/csp-reports";
