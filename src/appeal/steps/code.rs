//! The code that was sent to the contact phone: in the draft, or to see where the appeal stands.

use super::step_of;
use crate::appeal::desk::Desk;
use crate::i18n::{Key, isolated, t};
use crate::steps::CodeField;
use crate::steps::frame::Frame;
use crate::ui::erased::{attribute, press, text, when};
use crate::ui::{LinkButton, SubmitButton, clock, new_id, remaining, tell_end};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use regain_contract::appeal::{AppealCode, AppealStep, Place};
use regain_flow::TypedCode;
use regain_flow::appeal::{Event, Page};
use std::rc::Rc;

/// What the code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// To prove the contact phone of a draft.
    Phone,
    /// To see where the appeal stands.
    Status,
}

/// Draws the code form.
pub fn code_step(what: For) -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let field = NodeRef::<Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        desk.dispatch(Event::SubmittedCode(TypedCode::new(typed)));
    };
    wipe_and_await(desk, field);
    let key = if what == For::Phone { Key::CodeSent } else { Key::AppealStatusSent };
    let sent = text(move || {
        let code = desk.step(code);
        let (length, to) =
            code.map_or((6, String::new()), |code| (code.length, isolated(&code.sent_to)));
        ui.filled(key, &[("length", &length.to_string()), ("to", &to)])
    });
    let (other, aside) = match what {
        For::Phone => {
            (Key::AppealOtherPhone, press(move |_| desk.dispatch(Event::Moved(Place::GivePhone))))
        }
        For::Status => (Key::AppealFindAgain, press(move |_| desk.go(Page::Begin))),
    };
    let step = (what == For::Phone).then(|| view! { <p class="rg-quiet">{step_of(ui, 4)}</p> });
    view! {
        <Frame heading=Key::CodeHeadingPhone field>
            {step}
            <p class="rg-lead">{sent}</p>
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                <CodeField field/>
                <SubmitButton text=Key::CodeVerify/>
            </form>
            <Resend/>
            <p class="rg-aside"><LinkButton text=other press=aside/></p>
        </Frame>
    }
}

fn code(step: &AppealStep) -> Option<AppealCode> {
    match step {
        AppealStep::EnterPhoneCode(code) | AppealStep::EnterStatusCode(code) => Some(code.clone()),
        _ => None,
    }
}

/// Takes a code from the browser when one arrives, and wipes the field when the page is left.
fn wipe_and_await(desk: Desk, field: NodeRef<Input>) {
    let shell = desk.ui.shell();
    shell.on_leave(Rc::new(move || {
        if let Some(field) = field.get_untracked() {
            field.set_value("");
        }
    }));
    shell.await_code(Rc::new(move |message| {
        let length = desk.step_once(|step| code(step).map(|code| code.length)).unwrap_or(6);
        let Some(field) = field.get_untracked() else { return };
        if let (true, Some(code)) =
            (field.value().is_empty(), regain_flow::read_code(&message, length))
        {
            field.set_value(code.expose());
            desk.dispatch(Event::SubmittedCode(TypedCode::from(&code)));
        }
    }));
}

/// *Send a new code*, with the countdown that the server set (OTP-15).
#[component]
fn Resend() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let left = remaining(ui, move |_| {
        desk.filed(|filed| Some((filed.answer, code(&filed.step)?.resend_after_s)))
    });
    let good = remaining(ui, move |_| {
        desk.filed(|filed| Some((filed.answer, code(&filed.step)?.expires_in_s)))
    });
    let wait_id = new_id("wait");
    let (label, expired) = (t(Key::CodeResend), t(Key::CodeExpiredHint));
    let ask = press(move |_| {
        if left() == 0 {
            desk.dispatch(Event::AskedForNewCode);
        }
    });
    let wait = text(move || match left() {
        0 => String::new(),
        seconds => ui.filled(Key::CodeResendIn, &[("time", &clock(seconds))]),
    });
    let disabled = attribute(move || (left() > 0 || ui.is_busy()).then_some("true"));
    let is_here = move || desk.filed(|filed| code(&filed.step).map(drop)).is_some();
    tell_end(ui, good, is_here, Key::CodeExpiredHint);
    tell_end(ui, left, is_here, Key::CodeResendReady);
    view! {
        {when(move || good() == 0, move || view! { <p class="rg-note">{expired}</p> }.into_any())}
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
