//! The late steps: screens that a recovery by code does not reach. Their code and their English
//! texts are a wasm of their own, fetched when the first of them is to be shown
//! (docs/decisions/0011-late-steps.md).
//!
//! A further one takes a line in [`draw`] and one in `step_view`. Keys that late steps alone use
//! begin with a word of `locales/late.txt`.

mod await_approval;
mod border;
mod capture;
mod choose_administrator;
mod consent;
mod ended;
mod ending;
mod face_choice;
mod face_elsewhere;
mod face_here;
mod failures;
mod find_username;
mod guest;
mod not_found;
mod outcome;
mod outdated;
mod usernames;
mod visit;

pub use border::at_start;
#[cfg(feature = "csr")]
pub use border::open;
pub use not_found::back_link;

#[cfg(feature = "csr")]
use crate::api::{self, Answer};
use crate::error_messages::ErrorMessages;
use crate::i18n::{Key, t};
use crate::late_wasm::{Late, Presence};
use crate::screen::Screen;
use crate::steps::frame::Frame;
use crate::ui::Ui;
use crate::ui::erased::{block, press};
#[cfg(feature = "csr")]
use crate::watch::Watch;
use leptos::prelude::*;

const LATE: Late = Late {
    draw,
    ending: || ending::Ending().into_any(),
    tell: failures::tell,
    told: outcome::told,
    #[cfg(feature = "csr")]
    call: api::late_call,
    #[cfg(feature = "csr")]
    beyond_codes: regain_flow::beyond_codes,
    #[cfg(feature = "csr")]
    read: Answer::read_late,
    #[cfg(feature = "csr")]
    watch: Watch::begin,
    #[cfg(feature = "csr")]
    camera: crate::browser::camera::start,
    #[cfg(feature = "csr")]
    copy: crate::browser::clipboard::copy,
};

/// Draws the late screens; the one part of this module that is not in the main wasm.
fn draw(screen: Screen) -> AnyView {
    match screen {
        Screen::Ended(ending) => ended::ended_step(ending).into_any(),
        Screen::Outdated => outdated::OutdatedStep().into_any(),
        Screen::NotFound => not_found::NotFoundStep().into_any(),
        Screen::Appeal => crate::appeal::AppealStep().into_any(),
        Screen::FindUsername => find_username::FindUsernameStep().into_any(),
        Screen::Usernames => usernames::UsernamesStep().into_any(),
        Screen::Visit => visit::VisitStep().into_any(),
        Screen::FaceChoice => face_choice::FaceChoiceStep().into_any(),
        Screen::FaceHere => face_here::FaceHereStep().into_any(),
        Screen::FaceElsewhere => face_elsewhere::FaceElsewhereStep().into_any(),
        Screen::ChooseAdministrator => choose_administrator::ChooseAdministratorStep().into_any(),
        Screen::AwaitApproval => await_approval::AwaitApprovalStep().into_any(),
        Screen::Opening => crate::steps::resuming::ResumingStep().into_any(),
        Screen::Approve => guest::ApproveStep().into_any(),
        Screen::ConfirmVisit => guest::ConfirmVisitStep().into_any(),
        Screen::ScanChoice => guest::ScanChoiceStep().into_any(),
        Screen::ScanHere => guest::ScanHereStep().into_any(),
        Screen::Over(outcome) => guest::over_step(outcome).into_any(),
        Screen::Stop => guest::StopStep().into_any(),
        Screen::Lost => guest::LostStep().into_any(),
        Screen::Account
        | Screen::Resuming
        | Screen::Methods
        | Screen::Code(_)
        | Screen::Password
        | Screen::Done => ().into_any(),
    }
}

/// Draws the warning before the end of a recovery, once it is time and the late wasm is there.
pub fn warning(ui: Ui) -> AnyView {
    match ui.late.get_untracked() {
        Presence::Here(late) => (late.ending)(),
        _ => ().into_any(),
    }
}

/// Whether it is time for [`warning`], and it can be drawn.
pub fn is_ending(ui: Ui) -> bool {
    ui.ending.get() > 0 && matches!(ui.late.get(), Presence::Here(_))
}

/// Draws a late screen as soon as the late wasm is there, and until then the wait for it.
pub fn late_step(screen: Screen) -> AnyView {
    let ui = Ui::here();
    ui.shell().load_late();
    block(move || match ui.late.get() {
        Presence::Here(late) => (late.draw)(screen),
        Presence::Failed => view! { <Missing/> }.into_any(),
        Presence::Unasked | Presence::Awaited => view! { <Wait/> }.into_any(),
    })
    .into_any()
}

#[component]
fn Wait() -> impl IntoView {
    let lead = t(Key::PageBusy);
    view! {
        <Frame heading=Key::ResumingHeading>
            <p class="rg-lead">{lead}</p>
        </Frame>
    }
}

/// Says that the late wasm did not come, with a way to ask for it again, and a reload for when the
/// service has been updated and has it no longer (REL-01, REL-15).
#[component]
fn Missing() -> impl IntoView {
    let ui = Ui::here();
    let told = ErrorMessages::page(ui.text(Key::FailureLate));
    let (retry, reload) = (t(Key::ResumingRetry), t(Key::PageReload));
    let press = press(move |_| ui.shell().load_late());
    view! {
        <Frame heading=Key::ResumingHeading told>
            <p>
                <button class="rg-button" type="button" on:click=press>
                    <span class="rg-button__text">{retry}</span>
                </button>
            </p>
            <p class="rg-aside"><a class="rg-link" href="">{reload}</a></p>
        </Frame>
    }
}
