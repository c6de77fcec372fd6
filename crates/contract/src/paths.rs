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
/// `POST`: ends the recovery.
pub const CANCEL: &str = "/recoveries/current/cancel";
/// `POST`: logs on to the reference server's own directory.
pub const LOG_ON: &str = "/log-on";
/// `POST`: receives the browser's reports of policy violations.
pub const CSP_REPORTS: &str = "/csp-reports";
