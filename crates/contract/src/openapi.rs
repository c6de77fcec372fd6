//! `docs/openapi.json`, made from the wire types themselves. A test fails when the committed file
//! is stale; `cargo run -p regain-contract --features openapi --example openapi` writes it anew.
//!
//! The functions below only carry the description of one operation each.

use crate::{
    Begin, Begun, ChooseMethod, LogOn, Nothing, Problem, Recovery, SetPassword, SubmitCode,
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
        begin, current, choose_method, change_method, submit_code, resend, set_password, cancel,
        log_on
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
    document.components.get_or_insert_default().add_security_scheme("flow_token", bearer);
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
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, request_body = $body, security(("flow_token" = [])),
            params(
                ("Idempotency-Key" = String, Header, description = "16 to 64 of A-Z a-z 0-9 _ -"),
                ("If-Match" = String, Header, description = "the version that the person saw")
            ),
            responses(
                (status = 200, description = "the recovery after it", body = Recovery),
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
    /// Sets the new password.
    set_password, "/recoveries/current/password", SetPassword
}
command! {
    /// Ends the recovery.
    cancel, "/recoveries/current/cancel", Nothing
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
