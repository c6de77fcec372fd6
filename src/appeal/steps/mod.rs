//! One file per screen of the appeal, view only.

mod answer;
mod code;
mod door;
mod fill_in;
mod find;
mod follow;
mod gather;
mod more;
mod over;
mod phone;
mod review;

pub use follow::follow;

use super::screen::Screen;
use crate::i18n::Key;
use crate::ui::Ui;
use crate::ui::erased::{Text, text};
use leptos::prelude::*;

/// Draws a screen.
pub fn draw(screen: Screen) -> AnyView {
    match screen {
        Screen::Door => door::DoorStep().into_any(),
        Screen::Finding => find::FindStep().into_any(),
        Screen::Opening => over::OpeningStep().into_any(),
        Screen::Answer => answer::AnswerStep().into_any(),
        Screen::Gather => gather::GatherStep().into_any(),
        Screen::FillIn => fill_in::FillInStep().into_any(),
        Screen::GivePhone => phone::PhoneStep().into_any(),
        Screen::PhoneCode => code::code_step(code::For::Phone).into_any(),
        Screen::StatusCode => code::code_step(code::For::Status).into_any(),
        Screen::Review => review::ReviewStep().into_any(),
        Screen::Follow => follow::FollowStep().into_any(),
        Screen::MoreAsked => more::MoreStep().into_any(),
        Screen::Deleted => over::over_step(Key::AppealDeleted, Key::AppealDeletedLead).into_any(),
        Screen::Lost => over::over_step(Key::AppealLost, Key::AppealLostLead).into_any(),
        Screen::Outdated => over::OutdatedStep().into_any(),
    }
}

/// Says how far along the draft is.
fn step_of(ui: Ui, n: u8) -> Text {
    text(move || ui.filled(Key::AppealStep, &[("n", &n.to_string()), ("all", "5")]))
}
