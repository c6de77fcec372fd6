//! One file per screen, view only.

mod account;
mod code;
mod done;
pub mod frame;
pub mod late;
mod methods;
mod password;
mod resend;
mod resuming;

pub use code::CodeField;

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
        screen => late::late_step(screen),
    }
}
