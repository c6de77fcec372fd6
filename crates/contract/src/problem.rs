//! What can go wrong, as a closed set (RFC 9457).
//!
//! Each kind fixes its status and its `type`; the visitor's text is chosen by the client. Server
//! prose (`title`) is for logs and developers and is never shown to a visitor.

use crate::Violation;
use crate::appeal::{FieldFault, FileFault, MaterialKind};
use crate::json::FromJson;
use serde::{Deserialize, Serialize};

/// A problem, with the data that its screen needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type")]
pub enum Problem {
    /// The request is not of the documented form. A bug in the caller, never the visitor's fault.
    #[serde(rename = "urn:regain:problem:malformed")]
    Malformed,
    /// The identifier is empty, too long, or holds characters that none can have.
    #[serde(rename = "urn:regain:problem:identifier_rejected")]
    IdentifierRejected,
    /// The request came from an origin that is not allowed (TOK-10).
    #[serde(rename = "urn:regain:problem:origin_refused")]
    OriginRefused,
    /// The flow token is missing, unknown or its recovery is over for good.
    #[serde(rename = "urn:regain:problem:recovery_expired")]
    RecoveryExpired,
    /// The command names an old version, or does not fit the step: read the recovery again.
    #[serde(rename = "urn:regain:problem:stale_version")]
    StaleVersion,
    /// The idempotency key was used before with another body (CON-06).
    #[serde(rename = "urn:regain:problem:key_reused")]
    KeyReused,
    /// The method cannot be chosen for this account.
    #[serde(rename = "urn:regain:problem:method_unavailable")]
    MethodUnavailable,
    /// The code is wrong, or was used before (OTP-03).
    #[serde(rename = "urn:regain:problem:wrong_code")]
    WrongCode {
        /// How many more wrong codes this code allows; at least 1.
        attempts_left: u8,
    },
    /// The code has expired: ask for a new one.
    #[serde(rename = "urn:regain:problem:code_expired")]
    CodeExpired,
    /// Too many wrong codes for this code. The recovery is back at the method choice, or ended.
    #[serde(rename = "urn:regain:problem:too_many_attempts")]
    TooManyAttempts,
    /// Too many requests.
    #[serde(rename = "urn:regain:problem:throttled")]
    Throttled {
        /// Seconds to wait; also in `Retry-After`.
        retry_after_s: u32,
    },
    /// The new password breaks the policy.
    #[serde(rename = "urn:regain:problem:password_rejected")]
    PasswordRejected {
        /// Every broken rule, at least one.
        violations: Vec<Violation>,
    },
    /// Username and password do not match (log-on only).
    #[serde(rename = "urn:regain:problem:log_on_refused")]
    LogOnRefused,
    /// The provider says this is somebody else.
    #[serde(rename = "urn:regain:problem:identity_mismatch")]
    IdentityMismatch,
    /// A provider does not answer now.
    #[serde(rename = "urn:regain:problem:provider_unavailable")]
    ProviderUnavailable,
    /// The form of an appeal is not complete, or not well filled in.
    #[serde(rename = "urn:regain:problem:appeal_rejected")]
    #[wire(beyond_basic)]
    AppealRejected {
        /// What is wrong with which field.
        faults: Vec<FieldFault>,
        /// Which documents are missing.
        missing: Vec<MaterialKind>,
    },
    /// A file was not taken; the others stay.
    #[serde(rename = "urn:regain:problem:file_refused")]
    #[wire(beyond_basic)]
    FileRefused {
        /// Why.
        reason: FileFault,
    },
    /// The contact phone, or the e-mail address for the link, is none.
    #[serde(rename = "urn:regain:problem:contact_rejected")]
    #[wire(beyond_basic)]
    ContactRejected,
    /// No such path or method.
    #[serde(rename = "urn:regain:problem:not_found")]
    NotFound,
    /// The server is busy or broken; nothing was changed.
    #[serde(rename = "urn:regain:problem:unavailable")]
    Unavailable {
        /// Seconds to wait; also in `Retry-After`.
        retry_after_s: u32,
    },
    /// A kind that this build does not know.
    #[serde(other)]
    Unknown,
}

impl Problem {
    /// The HTTP status of the kind.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed | Self::Unknown => 400,
            Self::LogOnRefused | Self::RecoveryExpired => 401,
            Self::OriginRefused => 403,
            Self::NotFound => 404,
            Self::StaleVersion | Self::KeyReused => 409,
            Self::IdentifierRejected
            | Self::MethodUnavailable
            | Self::WrongCode { .. }
            | Self::CodeExpired
            | Self::PasswordRejected { .. }
            | Self::AppealRejected { .. }
            | Self::FileRefused { .. }
            | Self::ContactRejected
            | Self::IdentityMismatch => 422,
            Self::TooManyAttempts | Self::Throttled { .. } => 429,
            Self::ProviderUnavailable | Self::Unavailable { .. } => 503,
        }
    }

    /// A short English title for logs and developers.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Malformed => "malformed request",
            Self::IdentifierRejected => "identifier rejected",
            Self::OriginRefused => "origin refused",
            Self::RecoveryExpired => "recovery expired",
            Self::StaleVersion => "stale version",
            Self::KeyReused => "idempotency key reused with another body",
            Self::MethodUnavailable => "method unavailable",
            Self::WrongCode { .. } => "wrong code",
            Self::CodeExpired => "code expired",
            Self::TooManyAttempts => "too many attempts",
            Self::Throttled { .. } => "throttled",
            Self::PasswordRejected { .. } => "password rejected",
            Self::LogOnRefused => "log-on refused",
            Self::IdentityMismatch => "identity mismatch",
            Self::ProviderUnavailable => "provider unavailable",
            Self::AppealRejected { .. } => "appeal rejected",
            Self::FileRefused { .. } => "file refused",
            Self::ContactRejected => "contact rejected",
            Self::NotFound => "not found",
            Self::Unavailable { .. } => "unavailable",
            Self::Unknown => "unknown problem",
        }
    }

    /// Seconds to wait before the same request can succeed, where the kind knows it.
    #[must_use]
    pub const fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::Throttled { retry_after_s } | Self::Unavailable { retry_after_s } => {
                Some(*retry_after_s)
            }
            _ => None,
        }
    }

    /// The body of an `application/problem+json` answer: the kind with its status and title.
    #[must_use]
    pub const fn body(&self) -> ProblemBody<'_> {
        ProblemBody { status: self.status(), title: self.title(), problem: self }
    }
}

/// A problem as it is written on the wire (RFC 9457 §3.1).
#[derive(Serialize)]
pub struct ProblemBody<'a> {
    status: u16,
    title: &'static str,
    #[serde(flatten)]
    problem: &'a Problem,
}
