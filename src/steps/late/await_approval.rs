//! `/verify/administrator`, after somebody was asked: the number to tell, reminding, asking somebody
//! else, keeping the request. The page moves on by itself.

use crate::i18n::{Key, isolated, t};
use crate::steps::frame::Frame;
use crate::ui::erased::{attribute, effect, press, text, when};
use crate::ui::{Button, LinkButton, Ui, clock, new_id, remaining};
use leptos::prelude::*;
use regain_contract::AwaitApproval;
use regain_flow::{Event, Live, RequestId};

/// Draws the wait.
#[component]
pub fn AwaitApprovalStep() -> impl IntoView {
    let ui = Ui::here();
    let left = remaining(ui, |ui| counted(ui, |step| Some(step.expires_in_s)));
    let lead = text(move || {
        let asked = waiting(ui, |step| Some(step.asked.clone())).unwrap_or_default();
        ui.filled(Key::WaitLead, &[("asked", &isolated(&asked))])
    });
    let tell = t(Key::WaitNumber);
    let number =
        text(move || waiting(ui, |step| Some(step.match_code.clone())).unwrap_or_default());
    let ends = text(move || match left() {
        0 => ui.text(Key::WaitEnded),
        seconds => ui.filled(Key::WaitEnds, &[("time", &clock(seconds))]),
    });
    let another = move || {
        let press = press(move |_| ui.dispatch(Event::AskedForOtherAdministrator));
        view! { <p class="rg-aside"><LinkButton text=Key::WaitAnother press/></p> }.into_any()
    };
    let may_ask = move || waiting(ui, |step| Some(step.may_ask_another)).unwrap_or_default();
    let other = press(move |_| ui.dispatch(Event::AskedForOtherMethod));
    view! {
        <Frame heading=Key::WaitHeading>
            <p class="rg-lead">{lead}</p>
            <p>{tell}</p>
            <p class="rg-number"><bdi>{number}</bdi></p>
            <p class="rg-quiet rg-count">{ends}</p>
            <Remind/>
            <Keep/>
            {when(may_ask, another)}
            <p class="rg-aside"><LinkButton text=Key::CodeOtherMethod press=other/></p>
        </Frame>
    }
}

fn waiting<T>(ui: Ui, read: impl FnOnce(&AwaitApproval) -> Option<T>) -> Option<T> {
    ui.step(|step| match step {
        Live::AwaitApproval(step) => read(step),
        _ => None,
    })
}

fn counted(ui: Ui, read: fn(&AwaitApproval) -> Option<u32>) -> Option<(RequestId, u32)> {
    let seconds = waiting(ui, read)?;
    ui.open(|open| Some((open.answer, seconds)))
}

/// *Remind*, as soon as the server takes one.
#[component]
fn Remind() -> impl IntoView {
    let ui = Ui::here();
    let left = remaining(ui, |ui| counted(ui, |step| step.remind_after_s));
    let can_ever = move || waiting(ui, |step| step.remind_after_s).is_some();
    let has_asked = RwSignal::new(false);
    let id = new_id("wait");
    let label = t(Key::WaitRemind);
    let remind = press(move |_| {
        if can_ever() && left() == 0 {
            has_asked.set(true);
            ui.dispatch(Event::AskedToRemind);
        }
    });
    effect(move || {
        let is_answered = !ui.is_busy();
        if is_answered && has_asked.get() {
            has_asked.set(false);
            if ui.failure().is_none() {
                ui.say(Key::WaitReminded);
            }
        }
    });
    let disabled = attribute(move || (!can_ever() || left() > 0 || ui.is_busy()).then_some("true"));
    let wait = text(move || match (can_ever(), left()) {
        (false, _) => ui.text(Key::WaitRemindNone),
        (true, 0) => String::new(),
        (true, seconds) => ui.filled(Key::WaitRemindIn, &[("time", &clock(seconds))]),
    });
    view! {
        <p class="rg-resend">
            <button
                class="rg-link"
                type="button"
                aria-disabled=disabled
                aria-describedby=id.clone()
                on:click=remind
            >{label}</button>
            " "
            <span class="rg-resend__wait" id=id.clone()>{wait}</span>
        </p>
    }
}

/// Keeps the request on the device, so that the page can be closed (ADM-06).
#[component]
fn Keep() -> impl IntoView {
    let ui = Ui::here();
    let hint = t(Key::WaitKeepHint);
    let is_kept = RwSignal::new(false);
    let kept = t(Key::WaitKept);
    let keep = press(move |_| {
        ui.shell().keep();
        is_kept.set(true);
        ui.say(Key::WaitKept);
    });
    view! {
        <p><Button text=Key::WaitKeep press=keep quiet=true/></p>
        <p class="rg-quiet">{hint}</p>
        {when(move || is_kept.get(), move || view! { <p class="rg-lead rg-lead--good">{kept}</p> }.into_any())}
    }
}
