//! *Send a new code*, with the countdown that the server set (OTP-15). A wrong code does not start
//! it anew; a new answer of the server does.

use crate::i18n::{Key, t};
use crate::steps::code::step;
use crate::ui::Ui;
use crate::ui::erased::{attribute, effect, press, text, when};
use crate::ui::new_id;
use leptos::prelude::*;
use leptos::reactive::graph::untrack;
use regain_flow::Event;
use std::rc::Rc;

/// Seconds left of what the server said, from the last answer on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Left {
    /// Until a new code may be asked for.
    resend_s: u32,
    /// Until the code expires.
    expires_s: u32,
}

/// Draws the button and the countdown.
#[component]
pub fn Resend() -> impl IntoView {
    let ui = Ui::here();
    let has_asked = RwSignal::new(false);
    let left = countdown(ui, has_asked);
    let wait_id = new_id("wait");
    let label = t(Key::CodeResend);
    let is_waiting = move || left().resend_s > 0;
    let ask = press(move |_| {
        if !is_waiting() {
            has_asked.set(true);
            ui.dispatch(Event::AskedForNewCode);
        }
    });
    let wait = text(move || match left().resend_s {
        0 => String::new(),
        seconds => ui.filled(Key::CodeResendIn, &[("time", &clock(seconds))]),
    });
    let hint = t(Key::CodeExpiredHint);
    let expired = move || view! { <p class="rg-note">{hint}</p> }.into_any();
    let disabled = attribute(move || (is_waiting() || ui.is_busy()).then_some("true"));
    view! {
        {when(move || left().expires_s == 0, expired)}
        <p class="rg-resend">
            <button
                class="rg-link"
                type="button"
                aria-disabled=disabled
                aria-describedby=wait_id.clone()
                on:click=ask
            >{label}</button>
            " "
            <span class="rg-resend__wait" id=wait_id.clone()>{wait}</span>
        </p>
    }
}

/// Counts down from the numbers of each new answer, and announces each end once.
fn countdown(ui: Ui, has_asked: RwSignal<bool>) -> impl Fn() -> Left + Copy + Send {
    let passed = RwSignal::new(0_u32);
    let at_answer = RwSignal::new(0_u32);
    let mut seen = None;
    effect(move || {
        let answer = ui.open(|open| Some(open.answer));
        if seen == answer {
            return;
        }
        at_answer.set(passed.get_untracked());
        seen = answer;
        let is_failed = untrack(move || ui.failure().is_some());
        if untrack(move || has_asked.get()) && !is_failed {
            has_asked.set(false);
            ui.say(Key::CodeResent);
        }
    });
    ui.shell().every_second(Rc::new(move |seconds| passed.set(seconds)));
    let left = move || {
        let since = passed.get().saturating_sub(at_answer.get());
        // Without the step nothing ends: the person has gone on.
        let step = step(ui);
        Left {
            resend_s: step.as_ref().map_or(1, |step| step.resend_after_s.saturating_sub(since)),
            expires_s: step.as_ref().map_or(1, |step| step.expires_in_s.saturating_sub(since)),
        }
    };
    let (mut waited, mut lasted) = (false, false);
    effect(move || {
        let Left { resend_s, expires_s } = left();
        let (waits, lasts) = (resend_s > 0, expires_s > 0);
        // The hint that the code has expired comes unasked: who does not see it is told.
        let is_over = lasted && !lasts;
        if is_over || (waited && !waits) {
            ui.say(if is_over { Key::CodeExpiredHint } else { Key::CodeResendReady });
        }
        (waited, lasted) = (waits, lasts);
    });
    left
}

/// Minutes and seconds, as on a clock.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
