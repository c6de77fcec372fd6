//! `/appeal/status`: the receipt, and what becomes of the appeal.

use crate::appeal::desk::Desk;
use crate::appeal::standing::{Timeline, Way};
use crate::i18n::{Key, isolated, t};
use crate::steps::frame::Frame;
use crate::ui::Button;
use crate::ui::erased::{press, text};
use leptos::prelude::*;
use regain_contract::appeal::{AppealStep, Follow};
use std::rc::Rc;

/// Draws where the appeal stands.
#[component]
pub fn FollowStep() -> impl IntoView {
    view! {
        <Frame heading=Key::AppealFollowHeading>
            <Number/>
            <Way/>
            <Timeline/>
        </Frame>
    }
}

/// Reads the step.
pub fn follow(step: &AppealStep) -> Option<Follow> {
    match step {
        AppealStep::Follow(step) => Some(step.clone()),
        _ => None,
    }
}

/// The number of the appeal: large, to copy and to print.
#[component]
pub fn Number() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let step = desk.step_once(follow);
    let (number, phone) = step.map(|step| (step.number, step.phone)).unwrap_or_default();
    let shown = isolated(&number);
    let label = t(Key::AppealNumber);
    let keep = text(move || ui.filled(Key::AppealNumberKeep, &[("phone", &isolated(&phone))]));
    let copy = press(move |_| {
        let said = Rc::new(move |is_copied| {
            ui.say(if is_copied { Key::AppealCopied } else { Key::HandedNotCopied });
        });
        ui.shell().copy(&number, said);
    });
    let print = press(move |_| desk.print());
    view! {
        <p class="rg-quiet">{label}</p>
        <p class="rg-number rg-number--appeal" dir="ltr">{shown}</p>
        <p class="rg-quiet">{keep}</p>
        <p class="rg-buttons rg-no-print">
            <Button text=Key::AppealCopy press=copy quiet=true/>
            <Button text=Key::AppealPrint press=print quiet=true/>
        </p>
    }
}
