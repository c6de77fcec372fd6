//! The files of an appeal.

use crate::json::FromJson;
use serde::{Deserialize, Serialize};

/// A kind of document.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MaterialKind {
    /// The identity document of the account's holder.
    HolderId,
    /// The business licence of the enterprise.
    BusinessLicence,
    /// The identity document of the enterprise's legal representative.
    LegalRepresentativeId,
    /// The identity document of the employee who files.
    EmployeeId,
    /// The letter that lets the employee file, signed by the legal representative.
    AuthorisationLetter,
    /// A voucher of a payment that was made with the account.
    PaymentVoucher,
    /// Anything else that helps.
    Other,
}

impl MaterialKind {
    /// Each of them.
    pub const ALL: [Self; 7] = [
        Self::HolderId,
        Self::BusinessLicence,
        Self::LegalRepresentativeId,
        Self::EmployeeId,
        Self::AuthorisationLetter,
        Self::PaymentVoucher,
        Self::Other,
    ];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::HolderId => "holder_id",
            Self::BusinessLicence => "business_licence",
            Self::LegalRepresentativeId => "legal_representative_id",
            Self::EmployeeId => "employee_id",
            Self::AuthorisationLetter => "authorisation_letter",
            Self::PaymentVoucher => "payment_voucher",
            Self::Other => "other",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A document that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Material {
    /// What it is.
    pub kind: MaterialKind,
    /// Whether the appeal cannot be submitted without it.
    pub required: bool,
}

/// A file that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct File {
    /// Names it in commands; says nothing.
    pub id: String,
    /// What it is to show.
    pub material: MaterialKind,
    /// Its name, as the person's device gave it; plain text.
    pub label: String,
    /// What it is, by its content.
    pub kind: FileKind,
    /// How large it is, as it is kept.
    pub bytes: u32,
}

/// The kinds of file that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A PDF document.
    Pdf,
}

/// How much is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Limits {
    /// Most bytes of one file.
    pub max_bytes: u32,
    /// Most files.
    pub max_files: u8,
}

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileFault {
    /// It has no content.
    Empty,
    /// It is larger than the limits say.
    TooLarge,
    /// It is no JPEG, PNG or PDF by its content.
    WrongType,
    /// Name, declared type and content do not agree (APL-01).
    OtherType,
    /// The picture has more pixels than are read.
    TooManyPixels,
    /// It cannot be read to its end.
    Damaged,
    /// It needs a password to be opened.
    Locked,
    /// It holds what can act by itself: a script, an attachment, a form that sends.
    Active,
    /// The scanner found something harmful.
    Harmful,
    /// There are as many files as are taken.
    TooMany,
    /// A reason that this build does not know.
    #[serde(other)]
    Other,
}
