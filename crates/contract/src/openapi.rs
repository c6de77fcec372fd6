//! `docs/openapi.json`, made from the wire types themselves. A test fails when the committed file
//! is stale; `cargo run -p regain-contract --features openapi --example openapi` writes it anew.
//!
//! The functions below only carry the description of one operation each.

use crate::appeal::{
    AnswerAppeal, Appeal, AppealBegun, BeginAppeal, FindAppeal, GiveAppealPhone, KeepDetails,
    MailLink, Move, RemoveFile, SubmitDetails, SubmitSupplement,
};
use crate::{
    AskAdministrator, Begin, Begun, ChooseMethod, ChooseUsername, Confirm, Decide, HandOff, LogOn,
    Nothing, Problem, ProviderResult, Recovery, SetPassword, StartFace, SubmitCode, SubmitFrame,
    TakeVisit, Taken,
};
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Regain recovery API",
        description = "The server owns the flow: every answer is the whole recovery, with the one \
                       step to show, or a problem (RFC 9457)."
    ),
    servers((url = "/api/v1")),
    paths(
        begin, current, choose_method, change_method, submit_code, resend, provider_result, renew,
        extend, face_start, face_frame, face_hand_off, ask_administrator, remind, ask_another, set_password,
        cancel, choose_username, take_visit, hand_off, confirm, decide, scan_start, scan_frame,
        decline, stop, begin_appeal, find_appeal, appeal, answer_appeal, move_appeal, keep_draft,
        submit_details, give_file, remove_file, give_phone, appeal_code, appeal_resend,
        mail_link, submit_appeal, supplement, withdraw, log_on
    )
)]
struct Document;

/// The document as JSON, with a line feed at its end.
///
/// # Errors
/// When the document cannot be written as JSON, which no document of these types cannot.
pub fn document() -> Result<String, serde_json::Error> {
    let mut document = Document::openapi();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("flow_token", bearer.clone());
    components.add_security_scheme("hand_off_ticket", bearer.clone());
    components.add_security_scheme("appeal_token", bearer);
    serde_json::to_string_pretty(&document).map(|json| json + "\n")
}

/// Begins a recovery.
#[utoipa::path(
    post, path = "/recoveries", request_body = Begin,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 of A-Z a-z 0-9 _ -")),
    responses(
        (status = 201, description = "begun, whether the account exists or not", body = Begun),
        (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
    )
)]
const fn begin() {}

/// Reads the recovery; waits for a change when asked to.
#[utoipa::path(
    get, path = "/recoveries/current", security(("flow_token" = [])),
    params(
        ("Prefer" = Option<String>, Header, description = "`wait=25`: seconds to wait for a change"),
        ("If-None-Match" = Option<String>, Header, description = "the version that is known")
    ),
    responses(
        (status = 200, description = "the recovery", body = Recovery),
        (status = 304, description = "no change while waiting"),
        (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
    )
)]
const fn current() {}

macro_rules! command {
    ($(#[$doc:meta])* $name:ident, $path:literal, $body:ty) => {
        command! { $(#[$doc])* $name, $path, $body, Recovery, "flow_token" }
    };
    ($(#[$doc:meta])* $name:ident, $path:literal, $body:ty, $answer:ty, $token:literal) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, request_body = $body, security(($token = [])),
            params(
                ("Idempotency-Key" = String, Header, description = "16 to 64 of A-Z a-z 0-9 _ -"),
                ("If-Match" = String, Header, description = "the version that the person saw")
            ),
            responses(
                (status = 200, description = "what it is after the command", body = $answer),
                (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
            )
        )]
        const fn $name() {}
    };
}

command! {
    /// Chooses a method; sends the code for a code method.
    choose_method, "/recoveries/current/method", ChooseMethod
}
command! {
    /// Goes back to the method choice; the open code stays good for the same method.
    change_method, "/recoveries/current/change-method", Nothing
}
command! {
    /// Gives the code.
    submit_code, "/recoveries/current/code", SubmitCode
}
command! {
    /// Asks for a new code; the old one is void at once.
    resend, "/recoveries/current/resend", Nothing
}
command! {
    /// Gives what the identity provider brought back to this browser.
    provider_result, "/recoveries/current/provider-result", ProviderResult
}
command! {
    /// Begins the visit or the facial recognition anew.
    renew, "/recoveries/current/renew", Nothing
}
command! {
    /// Puts the end of an idle recovery off; the version stays.
    extend, "/recoveries/current/extend", Nothing
}
command! {
    /// Agrees to facial recognition, and takes the pictures with this device.
    face_start, "/recoveries/current/face/start", StartFace
}
command! {
    /// Gives one picture.
    face_frame, "/recoveries/current/face/frame", SubmitFrame
}
command! {
    /// Makes a link for a phone or another person.
    face_hand_off, "/recoveries/current/face/hand-off", Nothing
}
command! {
    /// Asks an administrator.
    ask_administrator, "/recoveries/current/administrator", AskAdministrator
}
command! {
    /// Reminds the administrator.
    remind, "/recoveries/current/remind", Nothing
}
command! {
    /// Withdraws the request, to ask another administrator.
    ask_another, "/recoveries/current/ask-another", Nothing
}
command! {
    /// Sets the new password.
    set_password, "/recoveries/current/password", SetPassword
}
command! {
    /// Ends the recovery.
    cancel, "/recoveries/current/cancel", Nothing
}

command! {
    /// Goes on to a new password for one of the usernames that were shown.
    choose_username, "/recoveries/current/username", ChooseUsername
}

/// Takes over a visit that came back to a browser without the recovery.
#[utoipa::path(
    post, path = "/hand-offs", request_body = TakeVisit,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 of A-Z a-z 0-9 _ -")),
    responses(
        (status = 201, description = "the hand-off and its ticket", body = Taken),
        (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
    )
)]
const fn take_visit() {}

/// Reads the hand-off; waits for a change when asked to. Uses nothing up.
#[utoipa::path(
    get, path = "/hand-offs/current", security(("hand_off_ticket" = [])),
    params(
        ("Prefer" = Option<String>, Header, description = "`wait=25`: seconds to wait for a change"),
        ("If-None-Match" = Option<String>, Header, description = "the version that is known")
    ),
    responses(
        (status = 200, description = "the hand-off", body = HandOff),
        (status = 304, description = "no change while waiting"),
        (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
    )
)]
const fn hand_off() {}

command! {
    /// Confirms a visit.
    confirm, "/hand-offs/current/confirm", Confirm, HandOff, "hand_off_ticket"
}
command! {
    /// Decides as the administrator who was asked.
    decide, "/hand-offs/current/decide", Decide, HandOff, "hand_off_ticket"
}
command! {
    /// Agrees to facial recognition on this device.
    scan_start, "/hand-offs/current/face/start", StartFace, HandOff, "hand_off_ticket"
}
command! {
    /// Gives one picture.
    scan_frame, "/hand-offs/current/face/frame", SubmitFrame, HandOff, "hand_off_ticket"
}
command! {
    /// Declines what was asked.
    decline, "/hand-offs/current/decline", Nothing, HandOff, "hand_off_ticket"
}

command! {
    /// Says that a recovery was not one's own, and stops what it changed or is about to.
    stop, "/hand-offs/current/stop", Nothing, HandOff, "hand_off_ticket"
}

/// Begins a draft of an appeal.
#[utoipa::path(
    post, path = "/appeals", request_body = BeginAppeal,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 of A-Z a-z 0-9 _ -")),
    responses(
        (status = 201, description = "the draft and its token", body = AppealBegun),
        (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
    )
)]
const fn begin_appeal() {}

/// Asks where an appeal stands: a code goes to the contact phone when the pair is right. The answer
/// is the same when it is not.
#[utoipa::path(
    post, path = "/appeals/find", request_body = FindAppeal,
    params(("Idempotency-Key" = String, Header, description = "16 to 64 of A-Z a-z 0-9 _ -")),
    responses(
        (status = 201, description = "the code step and its token", body = AppealBegun),
        (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
    )
)]
const fn find_appeal() {}

/// Reads the appeal.
#[utoipa::path(
    get, path = "/appeals/current", security(("appeal_token" = [])),
    responses(
        (status = 200, description = "the appeal", body = Appeal),
        (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
    )
)]
const fn appeal() {}

command! {
    /// Gives the three answers that the materials depend on.
    answer_appeal, "/appeals/current/answers", AnswerAppeal, Appeal, "appeal_token"
}
command! {
    /// Goes to a step of the draft.
    move_appeal, "/appeals/current/move", Move, Appeal, "appeal_token"
}
command! {
    /// Keeps the form as typed so far; the version stays.
    keep_draft, "/appeals/current/draft", KeepDetails, Appeal, "appeal_token"
}
command! {
    /// Submits the form.
    submit_details, "/appeals/current/details", SubmitDetails, Appeal, "appeal_token"
}

/// Gives one file. The same key again gives the same answer and keeps one copy.
#[utoipa::path(
    post, path = "/appeals/current/files", security(("appeal_token" = [])),
    request_body(content = Vec<u8>, description = "the file itself; Content-Type is its declared type", content_type = "application/octet-stream"),
    params(
        ("Idempotency-Key" = String, Header, description = "16 to 64 of A-Z a-z 0-9 _ -; one for each file"),
        ("Regain-Material" = String, Header, description = "what the file is to show: the name of a material"),
        ("Regain-File-Name" = String, Header, description = "the name of the file, UTF-8, percent-encoded")
    ),
    responses(
        (status = 201, description = "the appeal with the file", body = Appeal),
        (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
    )
)]
const fn give_file() {}

command! {
    /// Takes a file away.
    remove_file, "/appeals/current/files/remove", RemoveFile, Appeal, "appeal_token"
}
command! {
    /// Names the contact phone and has a code sent to it.
    give_phone, "/appeals/current/phone", GiveAppealPhone, Appeal, "appeal_token"
}
command! {
    /// Gives the code that was sent to the contact phone.
    appeal_code, "/appeals/current/code", SubmitCode, Appeal, "appeal_token"
}
command! {
    /// Asks for a new code; the old one is void at once.
    appeal_resend, "/appeals/current/resend", Nothing, Appeal, "appeal_token"
}
command! {
    /// Has a link to the draft mailed.
    mail_link, "/appeals/current/link", MailLink, Appeal, "appeal_token"
}
command! {
    /// Submits the appeal.
    submit_appeal, "/appeals/current/submit", Nothing, Appeal, "appeal_token"
}
command! {
    /// Submits what more was asked for.
    supplement, "/appeals/current/supplement", SubmitSupplement, Appeal, "appeal_token"
}
command! {
    /// Withdraws the appeal, or deletes the draft.
    withdraw, "/appeals/current/withdraw", Nothing, Appeal, "appeal_token"
}

/// Logs on to the reference server's own directory. Not part of what other servers must offer.
#[utoipa::path(
    post, path = "/log-on", request_body = LogOn,
    responses(
        (status = 200, description = "username and password match"),
        (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
    )
)]
const fn log_on() {}
