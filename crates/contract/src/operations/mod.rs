//! The operations of the API as constants: path, types and rules. The page makes its calls from
//! them, the server its router, the tests their comparisons. The list itself is in [`table`].

mod table;
#[cfg(all(test, feature = "openapi"))]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
mod tests;

pub(crate) use table::with_operations;

use crate::appeal::{
    AnswerAppeal, Appeal, AppealBegun, BeginAppeal, FindAppeal, GiveAppealPhone, KeepDetails,
    MailLink, Move, RemoveFile, SubmitDetails, SubmitSupplement,
};
use crate::json::ToJson;
use crate::{
    AskAdministrator, Begin, Begun, ChooseMethod, ChooseUsername, Confirm, Decide, HandOff, LogOn,
    Nothing, ProviderResult, Recovery, SetPassword, StartFace, SubmitCode, SubmitFrame, TakeVisit,
    Taken,
};
use core::marker::PhantomData;

/// The default base of the API.
pub const API: &str = "/api/v1";
/// Where browsers report violations of the policy (`POST`), below the base.
pub const CSP_REPORTS: &str = "/csp-reports";
/// Where a ticket system decides about appeals (`POST`), below the base.
pub const APPEAL_DECISIONS: &str = "/appeals/decisions";
/// The header of an upload that says what the file is to show: a
/// [`crate::appeal::MaterialKind::name`].
pub const MATERIAL_HEADER: &str = "regain-material";
/// The header of an upload with the name of the file: UTF-8, percent-encoded (RFC 3986 §2.1).
pub const FILE_NAME_HEADER: &str = "regain-file-name";

/// An operation that takes a `Body` and answers with an `Answer`.
#[derive(Debug)]
pub struct Operation<Body, Answer> {
    /// The path below the base.
    pub path: &'static str,
    /// What kind of operation it is.
    pub kind: Kind,
    /// How large the body may be.
    pub body_limit: BodyLimit,
    types: PhantomData<fn(Body) -> Answer>,
}

/// The kinds of operations, which differ in method and headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `POST` with an idempotency key, without a token: it answers with one.
    Begin,
    /// `GET` with the token; waits for a change when asked to.
    Read,
    /// `GET` with the token; does not wait.
    ReadNow,
    /// `POST` with the token, an idempotency key and the version that the person saw.
    Command,
    /// `POST` of a file with the token and an idempotency key.
    Upload,
    /// `POST` with an idempotency key, without a token; it answers with none.
    LogOn,
}

impl Kind {
    /// Whether the method is `GET`; else it is `POST`.
    #[must_use]
    pub const fn is_read(self) -> bool {
        matches!(self, Self::Read | Self::ReadNow)
    }
}

/// How large the body of an operation may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyLimit {
    /// As large as what people type.
    Plain,
    /// As large as a picture of a camera, in base64.
    Picture,
    /// As large as the file of an appeal: the server's configuration says how large.
    File,
}

/// An entry of the list without its types, for comparisons and lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description {
    /// Its name in the OpenAPI document.
    pub name: &'static str,
    /// The path below the base.
    pub path: &'static str,
    /// What kind of operation it is.
    pub kind: Kind,
    /// The name of its bearer token in the OpenAPI document; empty without one.
    pub bearer: &'static str,
    /// The names of the steps or tasks at which it is allowed; empty when that is no matter of the
    /// step alone.
    pub steps: &'static [&'static str],
}

impl<Body: ToJson, Answer> Operation<Body, Answer> {
    /// The path, and the JSON text of a body. The text may hold a secret: the caller wipes it.
    #[must_use]
    pub fn with(&self, body: &Body) -> (&'static str, String) {
        (self.path, body.to_json())
    }
}

impl<Body, Answer> Operation<Body, Answer> {
    const fn new(path: &'static str, (kind, body_limit): (Kind, BodyLimit)) -> Self {
        Self { path, kind, body_limit, types: PhantomData }
    }
}

macro_rules! kind {
    (begin) => {
        (Kind::Begin, BodyLimit::Plain)
    };
    (read) => {
        (Kind::Read, BodyLimit::Plain)
    };
    (read_now) => {
        (Kind::ReadNow, BodyLimit::Plain)
    };
    (command) => {
        (Kind::Command, BodyLimit::Plain)
    };
    (picture) => {
        (Kind::Command, BodyLimit::Picture)
    };
    (upload) => {
        (Kind::Upload, BodyLimit::File)
    };
    (log_on) => {
        (Kind::LogOn, BodyLimit::Plain)
    };
}

macro_rules! constants {
    ($(
        $(#[$doc:meta])*
        [$kind:ident $constant:ident $name:ident $path:literal, $body:ty => $answer:ty,
            $bearer:literal, $steps:expr, $success:literal]
    )*) => {
        $(
            $(#[$doc])*
            pub const $constant: Operation<$body, $answer> = Operation::new($path, kind!($kind));
        )*

        /// Every operation.
        pub const ALL: &[Description] = &[$(
            Description {
                name: stringify!($name),
                path: $path,
                kind: kind!($kind).0,
                bearer: $bearer,
                steps: &$steps,
            },
        )*];
    };
}

with_operations!(constants);
