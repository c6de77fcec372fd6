//! `docs/openapi.json`, made from the wire types and the list of operations. A test fails when the
//! committed file is stale; `cargo run -p regain-contract --features openapi --example openapi`
//! writes it anew.
//!
//! The functions below only carry the description of one operation each.

use crate::appeal::{
    AnswerAppeal, Appeal, AppealBegun, BeginAppeal, FindAppeal, GiveAppealPhone, KeepDetails,
    MailLink, Move, RemoveFile, SubmitDetails, SubmitSupplement,
};
use crate::operations::with_operations;
use crate::{
    AskAdministrator, Begin, Begun, ChooseMethod, ChooseUsername, Confirm, Decide, HandOff, LogOn,
    Nothing, Problem, ProviderResult, Recovery, SetPassword, StartFace, SubmitCode, SubmitFrame,
    TakeVisit, Taken,
};
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};

/// The description of one operation, by its kind.
macro_rules! operation {
    (begin $(#[$doc:meta])* $name:ident $path:literal, $body:ty => $answer:ty, $token:literal, $success:literal) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, request_body = $body,
            params(("Idempotency-Key" = String, Header, description = "16 to 64 of A-Z a-z 0-9 _ -")),
            responses(
                (status = 201, description = $success, body = $answer),
                (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
            )
        )]
        const fn $name() {}
    };
    (read $(#[$doc:meta])* $name:ident $path:literal, $body:ty => $answer:ty, $token:literal, $success:literal) => {
        $(#[$doc])*
        #[utoipa::path(
            get, path = $path, security(($token = [])),
            params(
                ("Prefer" = Option<String>, Header, description = "`wait=25`: seconds to wait for a change"),
                ("If-None-Match" = Option<String>, Header, description = "the version that is known")
            ),
            responses(
                (status = 200, description = $success, body = $answer),
                (status = 304, description = "no change while waiting"),
                (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
            )
        )]
        const fn $name() {}
    };
    (read_now $(#[$doc:meta])* $name:ident $path:literal, $body:ty => $answer:ty, $token:literal, $success:literal) => {
        $(#[$doc])*
        #[utoipa::path(
            get, path = $path, security(($token = [])),
            responses(
                (status = 200, description = $success, body = $answer),
                (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
            )
        )]
        const fn $name() {}
    };
    (command $(#[$doc:meta])* $name:ident $path:literal, $body:ty => $answer:ty, $token:literal, $success:literal) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, request_body = $body, security(($token = [])),
            params(
                ("Idempotency-Key" = String, Header, description = "16 to 64 of A-Z a-z 0-9 _ -"),
                ("If-Match" = String, Header, description = "the version that the person saw")
            ),
            responses(
                (status = 200, description = $success, body = $answer),
                (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
            )
        )]
        const fn $name() {}
    };
    (picture $($rest:tt)*) => {
        operation! { command $($rest)* }
    };
    (upload $(#[$doc:meta])* $name:ident $path:literal, $body:ty => $answer:ty, $token:literal, $success:literal) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, security(($token = [])),
            request_body(content = $body, description = "the file itself; Content-Type is its declared type", content_type = "application/octet-stream"),
            params(
                ("Idempotency-Key" = String, Header, description = "16 to 64 of A-Z a-z 0-9 _ -; one for each file"),
                ("Regain-Material" = String, Header, description = "what the file is to show: the name of a material"),
                ("Regain-File-Name" = String, Header, description = "the name of the file, UTF-8, percent-encoded")
            ),
            responses(
                (status = 201, description = $success, body = $answer),
                (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
            )
        )]
        const fn $name() {}
    };
    (log_on $(#[$doc:meta])* $name:ident $path:literal, $body:ty => $answer:ty, $token:literal, $success:literal) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, request_body = $body,
            responses(
                (status = 200, description = $success),
                (status = "default", description = "a problem", body = Problem, content_type = "application/problem+json")
            )
        )]
        const fn $name() {}
    };
}

macro_rules! document {
    ($(
        $(#[$doc:meta])*
        [$kind:ident $constant:ident $name:ident $path:literal, $body:ty => $answer:ty,
            $bearer:literal, $steps:expr, $success:literal]
    )*) => {
        #[derive(OpenApi)]
        #[openapi(
            info(
                title = "Regain recovery API",
                description = "The server owns the flow: every answer is the whole recovery, with \
                               the one step to show, or a problem (RFC 9457)."
            ),
            servers((url = "/api/v1")),
            paths($($name),*)
        )]
        struct Document;

        $(
            operation! {
                $kind $(#[$doc])* $name $path, $body => $answer, $bearer, $success
            }
        )*
    };
}

with_operations!(document);

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
