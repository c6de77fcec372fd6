//! The manual appeal: a page beside the flow with a state machine of its own
//! (`regain_flow::appeal`). All of it is in the late wasm.

mod ask_first;
mod desk;
mod files;
mod form;
mod options;
#[cfg(feature = "csr")]
mod runner;
mod screen;
mod standing;
mod steps;
pub mod words;

use crate::ui::Ui;
use crate::ui::erased::block;
use desk::Desk;
use leptos::prelude::*;

/// Draws the appeal, wherever it stands.
#[component]
pub fn AppealStep() -> impl IntoView {
    let desk = Desk::open(Ui::here());
    provide_context(desk);
    block(move || steps::draw(desk.screen.get()))
}
