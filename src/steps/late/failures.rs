//! What is said about the failures that only late steps come to.

use crate::appeal::words;
use crate::error_messages::{ErrorMessages, MessagePlace, StepField};
use crate::i18n::Key;
use crate::ui::Ui;
use regain_contract::{Problem, Task};
use regain_flow::Failure;

/// Puts a failure into words, in the language of the moment.
pub fn tell(ui: Ui, failure: &Failure) -> ErrorMessages {
    let at = ErrorMessages::at;
    let page = |key: Key| ErrorMessages::page(ui.text(key));
    match failure {
        Failure::IdentifierMissing => at(StepField::Main, ui.text(Key::FindMissing)),
        Failure::Problem(Problem::IdentifierRejected) => {
            at(StepField::Main, ui.text(Key::FindRejected))
        }
        Failure::ConsentMissing => at(StepField::Consent, ui.text(Key::ConsentMissing)),
        Failure::AdministratorMissing => at(StepField::Choice, ui.text(Key::AskChoiceMissing)),
        Failure::ReasonMissing => at(StepField::Note, ui.text(Key::AskReasonMissing)),
        Failure::NoteTooLong { excess } => {
            at(StepField::Note, ui.filled(Key::NoteTooLong, &[("n", &excess.to_string())]))
        }
        Failure::NumberMissing => at(StepField::Choice, ui.text(number_missing(ui))),
        Failure::PasswordMissing => at(StepField::Main, ui.text(Key::ApprovePasswordMissing)),
        Failure::Problem(Problem::LogOnRefused) => {
            at(StepField::Main, ui.text(Key::ApprovePasswordWrong))
        }
        Failure::Problem(Problem::ProviderUnavailable) => page(Key::OutcomeProvider),
        Failure::Problem(Problem::IdentityMismatch) => page(Key::OutcomeMismatch),
        Failure::Problem(Problem::AppealRejected { faults, missing }) => {
            let faults =
                faults.iter().map(|one| (StepField::Form(one.field), words::fault(ui, *one)));
            let missing =
                missing.iter().map(|kind| (StepField::Files(*kind), words::missing(ui, *kind)));
            let told = faults.chain(missing).map(|(spot, text)| (MessagePlace::Field(spot), text));
            ErrorMessages(told.collect())
        }
        Failure::Problem(Problem::FileRefused { .. }) => {
            ErrorMessages::page(words::file(ui, failure))
        }
        Failure::Problem(Problem::ContactRejected) => {
            at(StepField::Contact, ui.text(Key::AppealContactRejected))
        }
        Failure::Problem(Problem::TooManyAttempts) => page(Key::AppealTooManyAttempts),
        Failure::Blank(blank) => words::blank(ui, *blank),
        Failure::UploadsOut => page(Key::AppealUploadsOut),
        _ => page(Key::FailureOther),
    }
}

fn number_missing(ui: Ui) -> Key {
    match ui.helping(|helping| Some(matches!(helping.task, Task::ConfirmVisit(_)))) {
        Some(true) => Key::ConfirmNumberMissing,
        _ => Key::ApproveNumberMissing,
    }
}
