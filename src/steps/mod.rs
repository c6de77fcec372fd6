//! One file per screen, view only.

mod account;
mod appeal;
mod code;
mod done;
mod ended;
mod frame;
mod methods;
mod not_found;
mod outdated;
mod password;
mod resend;
mod resuming;

use crate::screen::Screen;
use leptos::prelude::*;

/// Draws the screen.
pub fn step_view(screen: Screen) -> AnyView {
    match screen {
        Screen::Account => account::AccountStep().into_any(),
        Screen::Resuming => resuming::ResumingStep().into_any(),
        Screen::Methods => methods::MethodsStep().into_any(),
        Screen::Code(method) => code::code_step(method).into_any(),
        Screen::Password => password::PasswordStep().into_any(),
        Screen::Done => done::DoneStep().into_any(),
        Screen::Ended(ending) => ended::ended_step(ending).into_any(),
        Screen::Outdated => outdated::OutdatedStep().into_any(),
        Screen::NotFound => not_found::NotFoundStep().into_any(),
        Screen::Appeal => appeal::AppealStep().into_any(),
    }
}
