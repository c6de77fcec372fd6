//! The steps of a recovery. Each variant carries what its screen needs and nothing else, so a
//! screen without its prerequisites cannot be expressed.

use crate::json::{FromJson, ToJson};
use crate::{
    AwaitApproval, ChooseAdministrator, Method, MethodOption, PasswordPolicy, VerifyFace,
    VisitProvider,
};
use serde::{Deserialize, Serialize};

/// The step that a recovery is at. The server decides it; the client shows exactly this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "name", rename_all = "snake_case")]
// The basic profile is what a reset by code needs: a server that offers nothing else has no other
// steps.
pub enum Step {
    /// Choose how to prove who one is.
    ChooseMethod(ChooseMethodStep),
    /// Type the code that was sent.
    EnterCode(EnterCode),
    /// Go to a provider (Alipay) and come back.
    #[wire(beyond_basic)]
    VisitProvider(VisitProvider),
    /// Show one's face to the camera, here or on a phone.
    #[wire(beyond_basic)]
    VerifyFace(VerifyFace),
    /// Choose the administrator to ask.
    #[wire(beyond_basic)]
    ChooseAdministrator(ChooseAdministrator),
    /// Wait for the administrator's decision.
    #[wire(beyond_basic)]
    AwaitApproval(AwaitApproval),
    /// Set the new password.
    SetPassword(SetPasswordStep),
    /// See the usernames that belong to the proved destination.
    #[wire(beyond_basic)]
    Usernames(Usernames),
    /// The recovery reached its goal.
    Done(Done),
    /// The recovery ended without reaching its goal.
    Ended(Ended),
    /// A step that this build does not know: the page is older than the server (REL-15).
    #[serde(other)]
    Unknown,
}

/// The method choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChooseMethodStep {
    /// Every method, those that work first.
    // A page offers the methods that it knows.
    #[wire(skip_unreadable)]
    pub methods: Vec<MethodOption>,
    /// How many proofs are still needed: 1, or 2 for an account with MFA.
    pub proofs_needed: u8,
}

/// The code field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnterCode {
    /// `phone` or `email`.
    pub method: Method,
    /// The masked destination.
    pub sent_to: String,
    /// How many digits the code has.
    pub length: u8,
    /// Seconds until a new code may be asked for; 0 when it may be now (OTP-15).
    pub resend_after_s: u32,
    /// Seconds until the code expires; 0 when it has expired.
    pub expires_in_s: u32,
    /// How many wrong codes are still allowed for this code.
    pub attempts_left: u8,
}

/// The new-password form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetPasswordStep {
    /// The rules.
    pub policy: PasswordPolicy,
    /// The username, for password managers (PWD-06). Proofs have been given by now.
    pub username: String,
    /// Seconds until the right to set a password is void (TOK-01).
    pub expires_in_s: u32,
}

/// The found usernames.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Usernames {
    /// In alphabetical order; empty when no account has the destination.
    pub usernames: Vec<String>,
    /// Where to log on.
    pub log_on_url: String,
}

/// The happy end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Done {
    /// Where to log on: from the server's configuration only (FIN-05).
    pub log_on_url: String,
    /// The same with the username filled in, where the portal's address has a place for it. Never
    /// kept by the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_log_on_url: Option<String>,
    /// Where the person came from, when the server's list allows it (FIN-05).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_url: Option<String>,
    /// How many sessions were signed out (FIN-01).
    pub sessions_signed_out: u32,
    /// How many destinations of the account were told (FIN-03).
    #[serde(default)]
    pub notices_sent: u32,
}

impl Done {
    /// The same without the address that holds the username: what a page may keep over a reload.
    #[must_use]
    pub fn without_username(&self) -> Self {
        Self { named_log_on_url: None, ..self.clone() }
    }
}

/// The other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ended {
    /// Why it ended.
    pub reason: EndReason,
    /// Seconds until a new recovery of this account can succeed; 0 when at once.
    pub retry_after_s: u32,
}

/// Why a recovery ended without reaching its goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The person cancelled it.
    Cancelled,
    /// Too many wrong codes for this account (OTP-06); logging on still works (OTP-07).
    Locked,
    /// Another recovery of the account was completed, or its password or contacts changed
    /// (TOK-04, TOK-05).
    Superseded,
    /// Somebody who has the account's phone or e-mail address said that it was not them.
    Stopped,
    /// A reason that this build does not know.
    #[serde(other)]
    Other,
}
