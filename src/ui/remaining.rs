//! Counts down what a server gave in seconds, from the answer that it came with (REL-10).

use crate::i18n::Key;
use crate::ui::Ui;
use crate::ui::erased::effect;
use leptos::prelude::*;
use regain_flow::RequestId;
use std::rc::Rc;

/// Seconds left of what `read` gives together with the answer that it came with; 0 when it gives
/// nothing. Begins anew with each answer.
pub fn remaining(
    ui: Ui,
    read: impl Fn(Ui) -> Option<(RequestId, u32)> + Copy + Send + 'static,
) -> impl Fn() -> u32 + Copy + Send {
    let passed = RwSignal::new(0_u32);
    let at_answer = RwSignal::new(0_u32);
    let mut seen = None;
    effect(move || {
        let answer = read(ui).map(|(answer, _)| answer);
        if seen != answer {
            at_answer.set(passed.get_untracked());
            seen = answer;
        }
    });
    ui.shell().every_second(Rc::new(move |seconds| passed.set(seconds)));
    move || {
        let since = passed.get().saturating_sub(at_answer.get());
        read(ui).map_or(0, |(_, seconds)| seconds.saturating_sub(since))
    }
}

/// Announces once that the time is over, when it ends before the person's eyes (A11Y-08). `is_here`
/// says whether the step that it belongs to is still there: who goes on runs out of nothing.
pub fn tell_end(
    ui: Ui,
    left: impl Fn() -> u32 + Copy + Send + 'static,
    is_here: impl Fn() -> bool + Copy + Send + 'static,
    key: Key,
) {
    let mut lasted = false;
    effect(move || {
        let lasts = left() > 0;
        if lasted && !lasts && is_here() {
            ui.say(key);
        }
        lasted = lasts;
    });
}

/// Minutes and seconds, as on a clock; hours, where there are any.
pub fn clock(seconds: u32) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match hours {
        0 => format!("{minutes}:{:02}", seconds % 60),
        _ => format!("{hours}:{minutes:02}:{:02}", seconds % 60),
    }
}
