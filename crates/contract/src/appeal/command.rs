//! The commands of an appeal. Unknown fields are refused (TOK-12).

use super::{Answers, Details};
use crate::json::ToJson;
use crate::{CountryCode, Locale};
use serde::{Deserialize, Serialize};

/// `POST /appeals`: begins a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BeginAppeal {
    /// The language of the messages to send.
    #[serde(default)]
    pub locale: Locale,
}

/// `POST /appeals/find`: asks where an appeal stands. The answer is the same whether the pair is
/// right or not: a code is asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FindAppeal {
    /// The number of the appeal, as typed.
    pub number: String,
    /// The contact phone, as typed.
    pub phone: String,
    /// The calling code of a phone number typed without one; the server's own without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_code: Option<CountryCode>,
    /// The language of the messages to send.
    #[serde(default)]
    pub locale: Locale,
}

impl core::fmt::Debug for FindAppeal {
    /// Leaves number and phone out: they are personal data.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("FindAppeal").field("locale", &self.locale).finish_non_exhaustive()
    }
}

/// `POST …/answers`: what is needed, for which kind of account, who files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerAppeal {
    /// The answers.
    pub answers: Answers,
}

/// `POST …/move`: goes to a step of the draft that has been reached before: a *change* link, or
/// Back. From the list of materials it goes on to the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Where to.
    pub to: Place,
}

/// A step of a draft that can be gone to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToJson,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The questions.
    Answer,
    /// The list of materials.
    Gather,
    /// The form.
    FillIn,
    /// The contact phone.
    GivePhone,
    /// The review, when nothing is missing.
    Review,
}

/// `POST …/draft`: keeps the form as typed so far. The version stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KeepDetails {
    /// What stands in the form.
    pub details: Details,
}

/// `POST …/details`: submits the form, with the files that are there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubmitDetails {
    /// What stands in the form.
    pub details: Details,
}

/// `POST …/files/remove`: takes a file away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoveFile {
    /// Its id.
    pub id: String,
}

/// `POST …/phone`: names the new contact phone and has a code sent to it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GiveAppealPhone {
    /// The number, as typed.
    pub phone: String,
    /// The calling code of a phone number typed without one; the server's own without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_code: Option<CountryCode>,
}

impl core::fmt::Debug for GiveAppealPhone {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("GiveAppealPhone")
    }
}

/// `POST …/link`: has a link to the draft sent to an e-mail address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MailLink {
    /// The address, as typed.
    pub email: String,
}

impl core::fmt::Debug for MailLink {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("MailLink")
    }
}

/// `POST …/supplement`: submits what more was asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SubmitSupplement {
    /// For the reviewer to read: at most [`super::MAX_STORY`] characters, may be empty.
    pub note: String,
}

impl core::fmt::Debug for SubmitSupplement {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SubmitSupplement")
    }
}
