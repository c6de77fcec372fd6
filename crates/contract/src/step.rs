//! The steps of a recovery. Each variant carries what its screen needs and nothing else, so a
//! screen without its prerequisites cannot be expressed.

use crate::{Method, MethodOption, PasswordPolicy};
use serde::{Deserialize, Serialize};

/// The step that a recovery is at. The server decides it; the client shows exactly this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Step {
    /// Choose how to prove who one is.
    ChooseMethod(ChooseMethodStep),
    /// Type the code that was sent.
    EnterCode(EnterCode),
    /// Go to a provider (Alipay) and come back.
    VisitProvider(VisitProvider),
    /// Show one's face to the camera, here or on a phone.
    VerifyFace(VerifyFace),
    /// Choose the administrator to ask.
    ChooseAdministrator(ChooseAdministrator),
    /// Wait for the administrator's decision.
    AwaitApproval(AwaitApproval),
    /// Set the new password.
    SetPassword(SetPasswordStep),
    /// See the usernames that belong to the proved destination.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChooseMethodStep {
    /// Every method, those that work first.
    pub methods: Vec<MethodOption>,
    /// How many proofs are still needed: 1, or 2 for an account with MFA.
    pub proofs_needed: u8,
}

/// The code field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// The way to an identity provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitProvider {
    /// Where to go: built by the server (IDP-08).
    pub authorize_url: String,
    /// Whether the address may also be shown as a QR code for a phone.
    pub qr_allowed: bool,
    /// Seconds until the visit is void.
    pub expires_in_s: u32,
}

/// Facial recognition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifyFace {
    /// Who must do it.
    pub who: Person,
    /// The page for a phone or for another person.
    pub hand_off_url: String,
    /// Whether the camera of this device may be used in this page.
    pub in_page: bool,
    /// The version of the consent text that must be agreed to (FAC-02).
    pub consent_version: u32,
    /// Seconds until the session is void.
    pub expires_in_s: u32,
}

/// Who must prove to be themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Person {
    /// The holder of an individual account.
    Holder,
    /// The legal representative of an enterprise.
    LegalRepresentative,
}

/// The choice of an administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChooseAdministrator {
    /// Who may be asked.
    pub administrators: Vec<Administrator>,
}

/// An administrator who may be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Administrator {
    /// Names the administrator in the command; means nothing elsewhere.
    pub id: String,
    /// The masked name.
    pub label: String,
}

/// Waiting for an administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AwaitApproval {
    /// Who was asked, masked.
    pub asked: String,
    /// The code that the administrator must pick out of several (ADM-01).
    pub match_code: String,
    /// Seconds until the request ends.
    pub expires_in_s: u32,
    /// Seconds until a reminder may be sent; absent when none may be sent any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_after_s: Option<u32>,
    /// Whether another administrator can be asked instead.
    pub may_ask_another: bool,
}

/// The new-password form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Usernames {
    /// In alphabetical order.
    pub usernames: Vec<String>,
}

/// The happy end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Done {
    /// Where to log on: from the server's configuration only (FIN-05).
    pub log_on_url: String,
    /// How many sessions were signed out (FIN-01).
    pub sessions_signed_out: u32,
}

/// The other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ended {
    /// Why it ended.
    pub reason: EndReason,
    /// Seconds until a new recovery of this account can succeed; 0 when at once.
    pub retry_after_s: u32,
}

/// Why a recovery ended without reaching its goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// A reason that this build does not know.
    #[serde(other)]
    Other,
}
