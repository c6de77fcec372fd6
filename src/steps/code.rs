//! `/verify/phone` and `/verify/email`: type the code that was sent.

use crate::i18n::{Key, isolated, t};
use crate::steps::frame::Frame;
use crate::steps::resend::Resend;
use crate::ui::erased::{press, text};
use crate::ui::{Field, LinkButton, Problems, SubmitButton, Ui};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use regain_contract::{EnterCode, Method};
use regain_flow::{Event, Route, TypedCode};
use std::rc::Rc;

/// Draws the code form of a method.
pub fn code_step(method: Method) -> impl IntoView {
    let heading = match method {
        Method::Phone => Key::CodeHeadingPhone,
        Method::Email | Method::Alipay | Method::Face | Method::Administrator => {
            Key::CodeHeadingEmail
        }
    };
    view! { <CodeForm method heading/> }
}

/// Reads the step out of the state.
pub fn step(ui: Ui) -> Option<EnterCode> {
    ui.step(|step| step.code().cloned())
}

#[component]
fn CodeForm(method: Method, heading: Key) -> impl IntoView {
    let ui = Ui::here();
    let field = NodeRef::<Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        ui.dispatch(Event::SubmittedCode(TypedCode::new(typed)));
    };
    watch(ui, method, field);
    let tip = t(Key::CodeMailTip);
    // Who looks for a username proves one destination; there is no other way to prove it.
    let can_change = ui.state.with_untracked(|_| ui.open(|open| Some(open.may_change_method())));
    let (other, aside) = match can_change {
        Some(false) => (Key::CodeOtherAddress, press(move |_| ui.shell().go(Route::Username))),
        _ => (Key::CodeOtherMethod, press(move |_| ui.dispatch(Event::AskedForOtherMethod))),
    };
    view! {
        <Frame heading field>
            <p class="rg-lead">{text(move || sent(ui))}</p>
            {(method == Method::Email).then(|| view! { <p class="rg-quiet">{tip}</p> })}
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                <CodeField field/>
                <SubmitButton text=Key::CodeVerify/>
            </form>
            <Resend/>
            <p class="rg-aside"><LinkButton text=other press=aside/></p>
        </Frame>
    }
}

/// One plain input: no boxes, no `maxlength`, so that pasting and autofill work (OTP-12).
#[component]
pub fn CodeField(field: NodeRef<Input>) -> impl IntoView {
    let ui = Ui::here();
    let ids = Problems::new(ui);
    let (id, invalid, described) = (ids.input.clone(), ids.invalid(), ids.described_by());
    let tidy = move |_| {
        if let Some(field) = field.get_untracked() {
            take_code(ui, &field);
        }
    };
    view! {
        <Field label=Key::CodeField hint=Key::CodeHint ids>
            <input
                class="rg-input rg-input--code"
                id=id
                name="code"
                type="text"
                inputmode="numeric"
                autocomplete="one-time-code"
                autocapitalize="none"
                spellcheck="false"
                dir="ltr"
                aria-required="true"
                aria-invalid=invalid
                aria-describedby=described
                on:input=tidy
                node_ref=field
            />
        </Field>
    }
}

/// Takes the code out of a pasted message. Digits alone stay as they were typed.
fn take_code(ui: Ui, field: &leptos::web_sys::HtmlInputElement) {
    let text = field.value();
    if !text.chars().any(char::is_alphabetic) {
        return;
    }
    let length = step(ui).map_or(6, |step| step.length);
    if let Some(code) = regain_flow::read_code(&text, length) {
        field.set_value(code.expose());
        ui.say(Key::CodeFilled);
    }
}

fn sent(ui: Ui) -> String {
    let Some(step) = step(ui) else { return String::new() };
    let to = isolated(&step.sent_to);
    ui.filled(Key::CodeSent, &[("length", &step.length.to_string()), ("to", &to)])
}

/// Takes a code from the browser when one arrives, and wipes the field when the page is left.
fn watch(ui: Ui, method: Method, field: NodeRef<Input>) {
    ui.shell().on_leave(Rc::new(move || {
        if let Some(field) = field.get_untracked() {
            field.set_value("");
        }
    }));
    if method != Method::Phone {
        return;
    }
    let found = move |text: String| {
        let length = ui.state.with_untracked(|_| step(ui)).map_or(6, |step| step.length);
        let Some(field) = field.get_untracked() else { return };
        // What the person typed goes before what the browser found (WebOTP, Tampering).
        if let (true, Some(code)) =
            (field.value().is_empty(), regain_flow::read_code(&text, length))
        {
            field.set_value(code.expose());
            ui.dispatch(Event::SubmittedCode(TypedCode::from(&code)));
        }
    };
    ui.shell().await_code(Rc::new(found));
}
