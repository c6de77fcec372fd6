//! The manual appeal: the third resource of the API. A person whom no method helps files it, proves
//! documents instead, and follows what becomes of it. Its bearer token opens nothing else.
//!
//! The server owns the wizard: each answer holds the one step to show. A draft stays on the server,
//! so that a reload or a dead battery loses nothing that was given.

mod command;
mod file;
mod form;
mod page;
mod status;

pub use command::{
    AnswerAppeal, BeginAppeal, FindAppeal, GiveAppealPhone, KeepDetails, MailLink, Move, Place,
    RemoveFile, SubmitDetails, SubmitSupplement,
};
pub use file::{File, FileFault, FileKind, Limits, Material, MaterialKind};
pub use form::{Details, Fault, Field, FieldFault, FieldRule, MAX_LINE, MAX_STORY};
pub use page::Page;
pub use status::{Decided, Follow, Happened, Milestone, Refusal, Standing};

use crate::json::{FromJson, ToJson};
use crate::{AccountKind, AppealToken};
use serde::{Deserialize, Serialize};

/// An appeal as its owner sees it: the answer of `GET …/current` and of every command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appeal {
    /// Goes up with each change of step. Sent back as `If-Match`.
    pub version: u32,
    /// Seconds until the draft is deleted, or until this look at the appeal ends.
    pub expires_in_s: u32,
    /// The screen to show.
    pub step: AppealStep,
}

/// The answer of `POST /appeals` and `POST /appeals/find`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealBegun {
    /// Sent as `Authorization: Bearer …` with every later call.
    pub token: AppealToken,
    /// The appeal.
    pub appeal: Appeal,
}

/// The step that an appeal is at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum AppealStep {
    /// Say what is needed, for which kind of account, and who files.
    Answer(AnswerStep),
    /// See which materials are needed, and come back with them.
    Gather(Gather),
    /// Fill in the form and give the files.
    FillIn(FillIn),
    /// Give the new contact phone.
    GivePhone(GivePhone),
    /// Type the code that was sent to it.
    EnterPhoneCode(AppealCode),
    /// Read everything again and submit it.
    Review(Review),
    /// Type the code that was sent to the contact phone, to see where the appeal stands.
    EnterStatusCode(AppealCode),
    /// Follow what becomes of it.
    Follow(Follow),
    /// A step that this build does not know: the page is older than the server (REL-15).
    #[serde(other)]
    Unknown,
}

/// What the person came for. At least one; several at once are usual.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    FromJson,
    ToJson,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// The username is forgotten.
    Username,
    /// The password is forgotten.
    Password,
    /// The phone of the account is lost.
    Phone,
    /// The e-mail address of the account is lost.
    Email,
    /// The second factor is lost.
    Mfa,
}

impl Need {
    /// Each of them, in the order that they are offered in.
    pub const ALL: [Self; 5] =
        [Self::Username, Self::Password, Self::Phone, Self::Email, Self::Mfa];
}

/// Who files the appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Filer {
    /// The holder of an individual account.
    Holder,
    /// The legal representative of an enterprise.
    LegalRepresentative,
    /// An employee, for the enterprise.
    Employee,
}

impl Filer {
    /// Whether such a person can file for such an account.
    #[must_use]
    pub const fn suits(self, kind: AccountKind) -> bool {
        match kind {
            AccountKind::Individual => matches!(self, Self::Holder),
            AccountKind::Enterprise => !matches!(self, Self::Holder),
        }
    }
}

/// The three answers that the materials depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// What is needed: not empty, each at most once.
    pub needs: Vec<Need>,
    /// The kind of account.
    pub kind: AccountKind,
    /// Who files; [`Filer::suits`] the kind.
    pub filer: Filer,
}

/// The first step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerStep {
    /// What was answered before, if anything was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
}

/// The preparation step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gather {
    /// What was answered.
    pub answers: Answers,
    /// What is needed for it, in the order of the form.
    pub materials: Vec<Material>,
    /// The largest and the most files that are taken.
    pub limits: Limits,
    /// How many days everything is kept after the decision.
    pub kept_days: u32,
}

/// The form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FillIn {
    /// What was answered.
    pub answers: Answers,
    /// Which fields the form has, in order.
    pub fields: Vec<FieldRule>,
    /// What stands in them.
    pub details: Details,
    /// Which files are needed.
    pub materials: Vec<Material>,
    /// Which are there.
    pub files: Vec<File>,
    /// The largest and the most files that are taken.
    pub limits: Limits,
}

/// The contact step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivePhone {
    /// The number that was proved before, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proved: Option<String>,
}

/// A code that was sent to the contact phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppealCode {
    /// The masked number.
    pub sent_to: String,
    /// How many digits the code has.
    pub length: u8,
    /// Seconds until a new code may be asked for; 0 when it may be now.
    pub resend_after_s: u32,
    /// Seconds until the code expires; 0 when it has expired.
    pub expires_in_s: u32,
    /// How many wrong codes are still allowed for this code.
    pub attempts_left: u8,
}

/// Everything that was given, to be read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Review {
    /// The answers.
    pub answers: Answers,
    /// The fields of the form, in order.
    pub fields: Vec<FieldRule>,
    /// What stands in them.
    pub details: Details,
    /// The files.
    pub files: Vec<File>,
    /// The contact phone, masked.
    pub phone: String,
    /// How many days everything is kept after the decision.
    pub kept_days: u32,
}
