//! *Send a new code*, with the countdown that the server set (OTP-15). A wrong code does not start
//! it anew; a new answer of the server does.

use crate::app::Ui;
use crate::i18n::{Key, t};
use crate::steps::code::step;
use crate::ui::new_id;
use leptos::prelude::*;
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
    let left = countdown(ui);
    let wait_id = new_id("wait");
    let text = t(Key::CodeResend);
    let is_waiting = move || left.with(|left| left.resend_s > 0);
    let press = move |_| {
        if !is_waiting() {
            ui.dispatch(Event::AskedForNewCode);
        }
    };
    let wait = move || {
        is_waiting().then(|| ui.filled(Key::CodeResendIn, &[("time", &clock(left.get().resend_s))]))
    };
    let expired = move || {
        (left.get().expires_s == 0)
            .then(|| view! { <p class="rg-note">{ui.text(Key::CodeExpiredHint)}</p> })
    };
    view! {
        {expired}
        <p class="rg-resend">
            <button
                class="rg-link"
                type="button"
                aria-disabled=move || (is_waiting() || ui.is_busy()).then_some("true")
                aria-describedby=wait_id.clone()
                on:click=press
            >{text}</button>
            " "
            <span class="rg-resend__wait" id=wait_id.clone()>{wait}</span>
        </p>
    }
}

/// Counts down from the numbers of each new answer, and announces the end once.
fn countdown(ui: Ui) -> Memo<Left> {
    let passed = RwSignal::new(0_u32);
    let answer = Memo::new(move |_| ui.open(|open| Some(open.answer)));
    let at_answer = StoredValue::new(0_u32);
    Effect::new(move |before: Option<()>| {
        answer.track();
        at_answer.set_value(passed.get_untracked());
        passed.notify();
        if before.is_some() {
            ui.announce(ui.messages.with_untracked(|texts| texts.text(Key::CodeResent).to_owned()));
        }
    });
    let left = Memo::new(move |_| {
        let since = passed.get().saturating_sub(at_answer.get_value());
        let step = step(ui);
        Left {
            resend_s: step.as_ref().map_or(0, |step| step.resend_after_s.saturating_sub(since)),
            expires_s: step.as_ref().map_or(1, |step| step.expires_in_s.saturating_sub(since)),
        }
    });
    ui.shell().every_second(Rc::new(move |seconds| passed.set(seconds)));
    Effect::new(move |waited: Option<bool>| {
        let waits = left.with(|left| left.resend_s > 0);
        if waited == Some(true) && !waits {
            ui.announce(
                ui.messages.with_untracked(|texts| texts.text(Key::CodeResendReady).to_owned()),
            );
        }
        waits
    });
    left
}

/// Minutes and seconds, as on a clock.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
