//! One file per screen, view only.

mod account;
mod appeal;
mod await_approval;
pub mod capture;
mod choose_administrator;
mod code;
mod done;
mod ended;
mod face_choice;
mod face_elsewhere;
mod face_here;
pub mod frame;
mod methods;
mod not_found;
mod outdated;
mod password;
mod resend;
mod resuming;
pub mod visit;

use crate::guest;
use crate::screen::Screen;
use leptos::prelude::*;

/// Draws the screen.
pub fn step_view(screen: Screen) -> AnyView {
    match screen {
        Screen::Account => account::AccountStep().into_any(),
        Screen::Resuming => resuming::ResumingStep().into_any(),
        Screen::Methods => methods::MethodsStep().into_any(),
        Screen::Code(method) => code::code_step(method).into_any(),
        Screen::Visit => visit::VisitStep().into_any(),
        Screen::FaceChoice => face_choice::FaceChoiceStep().into_any(),
        Screen::FaceHere => face_here::FaceHereStep().into_any(),
        Screen::FaceElsewhere => face_elsewhere::FaceElsewhereStep().into_any(),
        Screen::ChooseAdministrator => choose_administrator::ChooseAdministratorStep().into_any(),
        Screen::AwaitApproval => await_approval::AwaitApprovalStep().into_any(),
        Screen::Opening => guest::OpeningStep().into_any(),
        Screen::Approve => guest::ApproveStep().into_any(),
        Screen::ConfirmVisit => guest::ConfirmVisitStep().into_any(),
        Screen::ScanChoice => guest::ScanChoiceStep().into_any(),
        Screen::ScanHere => guest::ScanHereStep().into_any(),
        Screen::Over(outcome) => guest::over_step(outcome).into_any(),
        Screen::Lost => guest::LostStep().into_any(),
        Screen::Password => password::PasswordStep().into_any(),
        Screen::Done => done::DoneStep().into_any(),
        Screen::Ended(ending) => ended::ended_step(ending).into_any(),
        Screen::Outdated => outdated::OutdatedStep().into_any(),
        Screen::NotFound => not_found::NotFoundStep().into_any(),
        Screen::Appeal => appeal::AppealStep().into_any(),
    }
}
