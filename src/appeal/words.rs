//! What is said about needs, documents, files and faults.

use super::desk::Desk;
use crate::error_messages::{ErrorMessages, StepField};
use crate::i18n::Key;
use crate::ui::Ui;
use leptos::prelude::use_context;
use regain_contract::appeal::{
    AppealStep, Fault, FieldFault, FileFault, Filer, MaterialKind, Need,
};
use regain_contract::{AccountKind, Problem};
use regain_flow::{Blank, Failure};

/// What can be needed.
pub static NEEDS: [(Need, Key); 5] = [
    (Need::Password, Key::AppealNeedPassword),
    (Need::Username, Key::AppealNeedUsername),
    (Need::Phone, Key::AppealNeedPhone),
    (Need::Email, Key::AppealNeedEmail),
    (Need::Mfa, Key::AppealNeedMfa),
];

/// The kinds of account.
pub static KINDS: [(AccountKind, Key); 2] = [
    (AccountKind::Individual, Key::AppealKindIndividual),
    (AccountKind::Enterprise, Key::AppealKindEnterprise),
];

/// Who files for an enterprise.
pub static FILERS: [(Filer, Key); 2] = [
    (Filer::LegalRepresentative, Key::AppealFilerRepresentative),
    (Filer::Employee, Key::AppealFilerEmployee),
];

/// The key of what is known by a value.
pub fn key_of<T: PartialEq>(rows: &[(T, Key)], value: &T) -> Option<Key> {
    rows.iter().find(|(one, _)| one == value).map(|(_, key)| *key)
}

/// The name of a document.
pub const fn material(kind: MaterialKind) -> Key {
    match kind {
        MaterialKind::HolderId => Key::AppealDocHolder,
        MaterialKind::BusinessLicence => Key::AppealDocLicence,
        MaterialKind::LegalRepresentativeId => Key::AppealDocRepresentative,
        MaterialKind::EmployeeId => Key::AppealDocEmployee,
        MaterialKind::AuthorisationLetter => Key::AppealDocLetter,
        MaterialKind::PaymentVoucher => Key::AppealDocVoucher,
        MaterialKind::Other => Key::AppealDocOther,
    }
}

/// What is good to know about a document.
pub const fn material_hint(kind: MaterialKind) -> Key {
    match kind {
        MaterialKind::HolderId | MaterialKind::LegalRepresentativeId | MaterialKind::EmployeeId => {
            Key::AppealDocIdHint
        }
        MaterialKind::BusinessLicence => Key::AppealDocLicenceHint,
        MaterialKind::AuthorisationLetter => Key::AppealDocLetterHint,
        MaterialKind::PaymentVoucher => Key::AppealDocVoucherHint,
        MaterialKind::Other => Key::AppealDocOtherHint,
    }
}

/// That a document is missing.
pub fn missing(ui: Ui, kind: MaterialKind) -> String {
    ui.filled(Key::AppealDocMissing, &[("document", &ui.text(material(kind)))])
}

/// What is wrong with a field.
pub fn fault(ui: Ui, fault: FieldFault) -> String {
    let name = ui.text(super::form::label(fault.field, kind_of_account()));
    match fault.fault {
        Fault::Missing => ui.filled(Key::AppealFieldMissing, &[("field", &name)]),
        Fault::TooLong { excess } => {
            ui.filled(Key::AppealFieldTooLong, &[("field", &name), ("n", &excess.to_string())])
        }
        Fault::OddCharacter => ui.filled(Key::AppealFieldOdd, &[("field", &name)]),
    }
}

/// The kind of account that the appeal around this component is about.
fn kind_of_account() -> AccountKind {
    let kind = |step: &AppealStep| match step {
        AppealStep::FillIn(step) => Some(step.answers.kind),
        _ => None,
    };
    let kind = use_context::<Desk>().and_then(|desk| desk.step_once(kind));
    kind.unwrap_or(AccountKind::Individual)
}

/// Why a file was not taken, and what to do about it.
pub fn file(ui: Ui, failure: &Failure) -> String {
    let key = match failure {
        Failure::Problem(Problem::FileRefused { reason }) => match reason {
            FileFault::Empty => Key::AppealFileEmpty,
            FileFault::TooLarge => Key::AppealFileTooLarge,
            FileFault::WrongType => Key::AppealFileWrongType,
            FileFault::OtherType => Key::AppealFileOtherType,
            FileFault::TooManyPixels => Key::AppealFilePixels,
            FileFault::Damaged => Key::AppealFileDamaged,
            FileFault::Locked => Key::AppealFileLocked,
            FileFault::Active => Key::AppealFileActive,
            FileFault::Harmful => Key::AppealFileHarmful,
            FileFault::TooMany => Key::AppealFileTooMany,
            FileFault::Other => Key::AppealFileOther,
        },
        Failure::Problem(Problem::Throttled { retry_after_s }) => {
            let time = crate::error_messages::rough(ui, *retry_after_s);
            return ui.filled(Key::FailureThrottled, &[("time", &time)]);
        }
        Failure::Unreachable | Failure::TimedOut => Key::AppealFileLost,
        _ => Key::AppealFileNotNow,
    };
    ui.text(key)
}

/// What was left empty.
pub fn blank(ui: Ui, blank: Blank) -> ErrorMessages {
    let (spot, key) = match blank {
        Blank::Needs => (StepField::Choice, Key::AppealNeedsMissing),
        Blank::Kind => (StepField::Kind, Key::AppealKindMissing),
        Blank::Filer => (StepField::Filer, Key::AppealFilerMissing),
        Blank::Number => (StepField::Main, Key::AppealNumberMissing),
        Blank::Phone => (StepField::Contact, Key::AppealPhoneMissing),
        Blank::Email => (StepField::Contact, Key::AppealEmailMissing),
    };
    ErrorMessages::at(spot, ui.text(key))
}

/// The size of a file, as people say it.
pub fn size(ui: Ui, bytes: u32) -> String {
    match bytes {
        0..=999_999 => ui.format("kilobyte", bytes.div_ceil(1000).into()),
        _ => ui.format("megabyte", f64::from(bytes / 100_000) / 10.0),
    }
}
