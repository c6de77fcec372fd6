//! What is said about each failure, and where: beside the field that it is about, or for the page
//! as a whole. Every kind has its own text with the next action in it.

use crate::i18n::Key;
use crate::late_wasm::Presence;
use crate::screen::Screen;
use crate::ui::Ui;
use leptos::prelude::Get;
use regain_contract::appeal::{Field, MaterialKind};
use regain_contract::{Problem, Violation};
use regain_flow::Failure;

/// Where a failure is told, besides the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessagePlace {
    /// Beside a field of the step.
    Field(StepField),
    /// In the summary only.
    Page,
}

/// A field of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepField {
    /// The only one, or the main one.
    Main,
    /// The choice of an administrator, or of a number.
    Choice,
    /// The reason or note.
    Note,
    /// The consent.
    Consent,
    /// A phone number or an e-mail address to be reached at.
    Contact,
    /// The kind of account.
    Kind,
    /// Who files an appeal.
    Filer,
    /// A field of the form of an appeal.
    Form(Field),
    /// The files that show something.
    Files(MaterialKind),
}

/// A failure in words: one or more sentences, each with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorMessages(pub Vec<(MessagePlace, String)>);

impl ErrorMessages {
    /// About the page as a whole.
    pub fn page(text: String) -> Self {
        Self(vec![(MessagePlace::Page, text)])
    }

    /// About a field.
    pub fn at(spot: StepField, text: String) -> Self {
        Self(vec![(MessagePlace::Field(spot), text)])
    }
}

/// What the last failure says; `None` when there is none. Tracks the state and the language.
pub fn told(ui: Ui) -> Option<ErrorMessages> {
    let failure = ui.failure().map(|failure| tell(ui, &failure));
    failure.or_else(|| match ui.late.get() {
        Presence::Here(late) => (late.told)(ui),
        _ => None,
    })
}

/// Puts a failure into words, in the language of the moment.
fn tell(ui: Ui, failure: &Failure) -> ErrorMessages {
    let field = |text: String| ErrorMessages::at(StepField::Main, text);
    let page = |key: Key| ErrorMessages::page(ui.text(key));
    match failure {
        // They mean something else there.
        Failure::IdentifierMissing
        | Failure::Problem(Problem::IdentifierRejected | Problem::TooManyAttempts)
            if matches!(ui.screen.get(), Screen::FindUsername | Screen::Appeal) =>
        {
            tell_late(ui, failure)
        }
        Failure::IdentifierMissing => field(ui.text(Key::AccountMissing)),
        Failure::CodeMissing => field(ui.text(Key::CodeMissing)),
        Failure::CodeIncomplete { length } => {
            field(ui.filled(Key::CodeIncomplete, &[("length", &length.to_string())]))
        }
        Failure::Unreachable => page(Key::FailureUnreachable),
        Failure::TimedOut => page(Key::FailureTimedOut),
        Failure::Unreadable => page(Key::FailureUnreadable),
        Failure::Problem(problem) => tell_problem(ui, problem, failure),
        _ => tell_late(ui, failure),
    }
}

/// What only late steps can come to.
fn tell_late(ui: Ui, failure: &Failure) -> ErrorMessages {
    match ui.late.get() {
        Presence::Here(late) => (late.tell)(ui, failure),
        _ => ErrorMessages::page(ui.text(Key::FailureOther)),
    }
}

fn tell_problem(ui: Ui, problem: &Problem, failure: &Failure) -> ErrorMessages {
    let field = |text: String| ErrorMessages::at(StepField::Main, text);
    let page = ErrorMessages::page;
    let timed = |key: Key, seconds: u32| page(ui.filled(key, &[("time", &rough(ui, seconds))]));
    match problem {
        Problem::IdentifierRejected => field(ui.text(Key::AccountRejected)),
        Problem::WrongCode { attempts_left } => {
            field(ui.filled(Key::CodeWrong, &[("left", &attempts_left.to_string())]))
        }
        Problem::CodeExpired => field(ui.text(Key::CodeExpired)),
        Problem::PasswordRejected { violations } => {
            let place = MessagePlace::Field(StepField::Main);
            let tell = |violation: &Violation| (place, tell_violation(ui, *violation));
            ErrorMessages(violations.iter().map(tell).collect())
        }
        Problem::StaleVersion => page(ui.text(Key::FailureStale)),
        Problem::TooManyAttempts => page(ui.text(Key::FailureTooManyAttempts)),
        Problem::Throttled { retry_after_s } => timed(Key::FailureThrottled, *retry_after_s),
        Problem::Unavailable { retry_after_s } => timed(Key::FailureUnavailable, *retry_after_s),
        Problem::MethodUnavailable => page(ui.text(Key::FailureMethod)),
        _ => tell_late(ui, failure),
    }
}

fn tell_violation(ui: Ui, violation: Violation) -> String {
    let (key, n) = match violation {
        Violation::TooShort { missing } => (Key::ViolationTooShort, missing),
        Violation::TooLong { excess } => (Key::ViolationTooLong, excess),
        Violation::Space { position } => (Key::ViolationSpace, position),
        Violation::FullWidth { position } => (Key::ViolationFullWidth, position),
        Violation::Control { position } => (Key::ViolationControl, position),
        Violation::NotAllowed { position } => (Key::ViolationNotAllowed, position),
        Violation::TooFewClasses { missing } => (Key::ViolationTooFewClasses, missing.into()),
        Violation::Identifier => (Key::ViolationIdentifier, 0),
        Violation::Common => (Key::ViolationCommon, 0),
    };
    ui.filled(key, &[("n", &n.to_string())])
}

/// A duration as people say it: seconds up to 90, minutes up to 90, else hours, and days from two
/// days on; rounded up.
pub fn rough(ui: Ui, seconds: u32) -> String {
    let (unit, n) = match seconds {
        0..=90 => ("second", seconds.max(1)),
        91..=5400 => ("minute", seconds.div_ceil(60)),
        5401..172_800 => ("hour", seconds.div_ceil(3600)),
        _ => ("day", seconds.div_ceil(86_400)),
    };
    ui.format(unit, n.into())
}
