//! Why the gateway refuses a call before the service sees it, with the documented codes.

use axum::http::StatusCode;

/// The reason of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcsError {
    /// No such operation.
    UnknownAction,
    /// `Authorization` or a header that it needs is missing or unreadable.
    IncompleteSignature,
    /// `x-acs-date` is not `yyyy-MM-ddTHH:mm:ssZ`.
    DateFormat,
    /// `x-acs-date` is more than 15 minutes away.
    DateExpired,
    /// No such access key.
    UnknownKey,
    /// The signature is not that of the request.
    SignatureMismatch,
    /// The nonce was used before.
    NonceUsed,
    /// The service is down.
    ServiceUnavailable,
}

impl AcsError {
    /// The HTTP status of the answer.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::UnknownAction | Self::UnknownKey => StatusCode::NOT_FOUND,
            Self::IncompleteSignature
            | Self::DateFormat
            | Self::DateExpired
            | Self::SignatureMismatch
            | Self::NonceUsed => StatusCode::BAD_REQUEST,
            Self::ServiceUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The documented code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownAction => "InvalidAction.NotFound",
            Self::IncompleteSignature => "IncompleteSignature",
            Self::DateFormat => "InvalidTimeStamp.Format",
            Self::DateExpired => "InvalidTimeStamp.Expired",
            Self::UnknownKey => "InvalidAccessKeyId.NotFound",
            Self::SignatureMismatch => "SignatureDoesNotMatch",
            Self::NonceUsed => "SignatureNonceUsed",
            Self::ServiceUnavailable => "ServiceUnavailable",
        }
    }

    /// The message.
    pub const fn message(self) -> &'static str {
        match self {
            Self::UnknownAction => "Specified api is not found, please check your url and method.",
            Self::IncompleteSignature => {
                "The request signature does not conform to Aliyun standards."
            }
            Self::DateFormat => "Specified time stamp or date value is not well formatted.",
            Self::DateExpired => "Specified time stamp or date value is expired.",
            Self::UnknownKey => "Specified access key is not found.",
            Self::SignatureMismatch => "Specified signature is not matched with our calculation.",
            Self::NonceUsed => "Specified signature nonce was used already.",
            Self::ServiceUnavailable => {
                "The request has failed due to a temporary failure of the server."
            }
        }
    }
}
