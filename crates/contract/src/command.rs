//! The bodies of the commands. Unknown fields are refused (TOK-12): there is no way to name a
//! destination, an account or a proof in a request (ENU-09, TOK-03, CON-09).

use crate::json::ToJson;
use crate::{Code, CountryCode, Intent, Locale, Method, Password};
use serde::{Deserialize, Serialize};

/// `POST /recoveries`: names the account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Begin {
    /// What the person came for.
    pub intent: Intent,
    /// Username, mobile number or e-mail address, as typed; at most 256 characters.
    pub identifier: String,
    /// The language of the messages to send.
    #[serde(default)]
    pub locale: Locale,
    /// Where the person came from and wants to be led back to; followed only when the server's
    /// list allows its origin (FIN-05).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
    /// The calling code of a phone number typed without one; the server's own without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_code: Option<CountryCode>,
}

impl core::fmt::Debug for Begin {
    /// Leaves the identifier out: it is personal data.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Begin")
            .field("intent", &self.intent)
            .field("locale", &self.locale)
            .finish_non_exhaustive()
    }
}

/// `POST …/method`: chooses how to prove who one is. Sends the code for a code method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChooseMethod {
    /// The chosen method.
    pub method: Method,
}

/// `POST …/code`: gives the code that was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubmitCode {
    /// Exactly the digits of the code, ASCII.
    pub code: Code,
}

/// `POST …/username`: goes on to a new password for one of the usernames that were shown. What was
/// proved counts for it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChooseUsername {
    /// Exactly one of those that were shown.
    pub username: String,
}

impl core::fmt::Debug for ChooseUsername {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ChooseUsername")
    }
}

/// `POST …/password`: sets the new password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetPassword {
    /// The new password, exactly as typed.
    pub password: Password,
}

/// The empty object `{}`: the body of commands that need no input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// `POST /log-on`: logs on to the reference server's own directory.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LogOn {
    /// The username; not a phone number or e-mail address.
    pub username: String,
    /// The password.
    pub password: Password,
}
