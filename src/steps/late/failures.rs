//! What is said about the failures that only late steps come to.

use crate::appeal::words;
use crate::error_messages::{Place, Spot, Told};
use crate::i18n::Key;
use crate::ui::Ui;
use regain_contract::{Problem, Task};
use regain_flow::Failure;

/// Puts a failure into words, in the language of the moment.
pub fn tell(ui: Ui, failure: &Failure) -> Told {
    let at = Told::at;
    let page = |key: Key| Told::page(ui.text(key));
    match failure {
        Failure::IdentifierMissing => at(Spot::Main, ui.text(Key::FindMissing)),
        Failure::Problem(Problem::IdentifierRejected) => at(Spot::Main, ui.text(Key::FindRejected)),
        Failure::ConsentMissing => at(Spot::Consent, ui.text(Key::ConsentMissing)),
        Failure::AdministratorMissing => at(Spot::Choice, ui.text(Key::AskChoiceMissing)),
        Failure::ReasonMissing => at(Spot::Note, ui.text(Key::AskReasonMissing)),
        Failure::NoteTooLong { excess } => {
            at(Spot::Note, ui.filled(Key::NoteTooLong, &[("n", &excess.to_string())]))
        }
        Failure::NumberMissing => at(Spot::Choice, ui.text(number_missing(ui))),
        Failure::PasswordMissing => at(Spot::Main, ui.text(Key::ApprovePasswordMissing)),
        Failure::Problem(Problem::LogOnRefused) => {
            at(Spot::Main, ui.text(Key::ApprovePasswordWrong))
        }
        Failure::Problem(Problem::ProviderUnavailable) => page(Key::OutcomeProvider),
        Failure::Problem(Problem::IdentityMismatch) => page(Key::OutcomeMismatch),
        Failure::Problem(Problem::AppealRejected { faults, missing }) => {
            let faults = faults.iter().map(|one| (Spot::Form(one.field), words::fault(ui, *one)));
            let missing =
                missing.iter().map(|kind| (Spot::Files(*kind), words::missing(ui, *kind)));
            let told = faults.chain(missing).map(|(spot, text)| (Place::Field(spot), text));
            Told(told.collect())
        }
        Failure::Problem(Problem::FileRefused { .. }) => Told::page(words::file(ui, failure)),
        Failure::Problem(Problem::ContactRejected) => {
            at(Spot::Contact, ui.text(Key::AppealContactRejected))
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
