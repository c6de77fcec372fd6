//! The warning before an open recovery ends by itself, with more time at one press (WCAG 2.2.1,
//! A11Y-08). It stands above the step, and the focus stays where it is.

use crate::error_messages::rough;
use crate::i18n::Key;
use crate::ui::erased::{effect, press, text, when};
use crate::ui::{Button, Ui, clock, remaining};
use leptos::prelude::*;
use regain_flow::{Event, WARNING_S};

/// Draws the warning, and after it was heeded how long there is. Goes with the step.
#[component]
pub fn Ending() -> impl IntoView {
    let ui = Ui::here();
    let left = remaining(ui, move |ui| Some((ui.open(|open| Some(open.answer))?, ui.ending.get())));
    let said = move || match left() {
        soon @ 0..=WARNING_S => ui.filled(Key::EndingSoon, &[("time", &clock(soon))]),
        _ => ui.text(Key::EndingGiven),
    };
    let (mut was_soon, mut was_over) = (false, false);
    effect(move || {
        let seconds = left();
        let (is_soon, is_over) = (seconds <= WARNING_S, seconds == 0);
        if is_soon && !was_soon {
            let time = rough(ui, seconds);
            ui.announce(ui.filled_untracked(Key::EndingSoon, &[("time", &time)]));
        } else if was_soon && !is_soon {
            ui.say(Key::EndingGiven);
        }
        if is_over && !was_over {
            // The server's clock is the one that counts.
            ui.dispatch(Event::Returned);
        }
        (was_soon, was_over) = (is_soon, is_over);
    });
    let more = move || {
        let press = press(move |_| ui.dispatch(Event::AskedForMoreTime));
        view! { <p><Button text=Key::EndingMore press quiet=true/></p> }.into_any()
    };
    let may_extend = move || ui.open(|open| Some(open.may_extend)).unwrap_or_default();
    view! {
        <div class="rg-banner">
            <p class="rg-count">{text(said)}</p>
            {when(may_extend, more)}
        </div>
    }
}
