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
/// `POST`: puts the end of an idle recovery off.
pub const EXTEND: &str = "/recoveries/current/extend";
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
/// `POST`: says that a recovery was not one's own.
pub const HAND_OFF_STOP: &str = "/hand-offs/current/stop";
/// `POST`: goes on to a new password for one of the usernames that were shown.
pub const USERNAME: &str = "/recoveries/current/username";
/// `POST`: begins a draft of an appeal.
pub const APPEALS: &str = "/appeals";
/// `POST`: asks where an appeal stands.
pub const APPEALS_FIND: &str = "/appeals/find";
/// `GET`: reads the appeal that the token names.
pub const APPEAL: &str = "/appeals/current";
/// `POST`: gives the three answers.
pub const APPEAL_ANSWERS: &str = "/appeals/current/answers";
/// `POST`: goes to a step of the draft.
pub const APPEAL_MOVE: &str = "/appeals/current/move";
/// `POST`: keeps the form as typed so far.
pub const APPEAL_DRAFT: &str = "/appeals/current/draft";
/// `POST`: submits the form.
pub const APPEAL_DETAILS: &str = "/appeals/current/details";
/// `POST`: gives one file, as the body itself.
pub const APPEAL_FILES: &str = "/appeals/current/files";
/// `POST`: takes a file away.
pub const APPEAL_FILES_REMOVE: &str = "/appeals/current/files/remove";
/// `POST`: names the contact phone and has a code sent to it.
pub const APPEAL_PHONE: &str = "/appeals/current/phone";
/// `POST`: gives the code that was sent to the contact phone.
pub const APPEAL_CODE: &str = "/appeals/current/code";
/// `POST`: asks for a new code.
pub const APPEAL_RESEND: &str = "/appeals/current/resend";
/// `POST`: has a link to the draft mailed.
pub const APPEAL_LINK: &str = "/appeals/current/link";
/// `POST`: submits the appeal.
pub const APPEAL_SUBMIT: &str = "/appeals/current/submit";
/// `POST`: submits what more was asked for.
pub const APPEAL_SUPPLEMENT: &str = "/appeals/current/supplement";
/// `POST`: withdraws the appeal, or deletes the draft.
pub const APPEAL_WITHDRAW: &str = "/appeals/current/withdraw";
/// The header of an upload that says what the file is to show: a
/// [`crate::appeal::MaterialKind::name`].
pub const MATERIAL_HEADER: &str = "regain-material";
/// The header of an upload with the name of the file: UTF-8, percent-encoded (RFC 3986 §2.1).
pub const FILE_NAME_HEADER: &str = "regain-file-name";
/// `POST`: logs on to the reference server's own directory.
pub const LOG_ON: &str = "/log-on";
/// `POST`: receives the browser's reports of policy violations.
pub const CSP_REPORTS: &str = "/csp-reports";
