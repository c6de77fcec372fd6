//! `/methods`: choose how to prove that the account is one's own.

use crate::i18n::{Key, isolated, t};
use crate::steps::frame::Frame;
use crate::ui::erased::{attribute, block, press, text, when};
use crate::ui::{LinkButton, Ui, new_id};
use leptos::prelude::*;
use regain_contract::{Availability, ChooseMethodStep, Method, MethodOption, Unavailable};
use regain_flow::{Event, Live, Route};

/// Draws the choice.
#[component]
pub fn MethodsStep() -> impl IntoView {
    let ui = Ui::here();
    let lead = text(move || lead(ui));
    let methods = block(move || {
        let methods = ui.step(choice).map(|step| step.methods).unwrap_or_default();
        let rows = methods.into_iter().map(|option| view! { <Choice option/> }.into_any());
        rows.collect::<Vec<_>>().into_any()
    });
    let is_stuck = move || {
        let is_open =
            |option: &MethodOption| matches!(option.availability, Availability::Available { .. });
        ui.step(choice).is_some_and(|step| !step.methods.iter().any(is_open))
    };
    let busy = attribute(move || ui.is_busy().then_some("true"));
    let none = t(Key::MethodsNone);
    view! {
        <Frame heading=Key::MethodsHeading>
            <p class="rg-lead">{lead}</p>
            {when(is_stuck, move || view! { <p class="rg-note">{none}</p> }.into_any())}
            <ul class="rg-methods" aria-busy=busy>{methods}</ul>
            <p class="rg-aside">
                <LinkButton text=Key::MethodsOtherAccount press=press(move |_| ui.shell().go(Route::Account))/>
            </p>
        </Frame>
    }
}

fn choice(step: &Live) -> Option<ChooseMethodStep> {
    match step {
        Live::ChooseMethod(step) => Some(step.clone()),
        _ => None,
    }
}

/// Says whose account it is and how many proofs are needed.
fn lead(ui: Ui) -> String {
    let step = ui.step(choice);
    let used = |option: &MethodOption| {
        option.availability == Availability::Unavailable { reason: Unavailable::AlreadyUsed }
    };
    let key = match step {
        Some(step) if step.methods.iter().any(used) => Key::MethodsLeadMore,
        Some(step) if step.proofs_needed > 1 => Key::MethodsLeadTwo,
        _ => Key::MethodsLead,
    };
    ui.filled(key, &[("account", &ui.account())])
}

/// One method: a button that sends the code, or the reason why it cannot.
#[component]
fn Choice(option: MethodOption) -> impl IntoView {
    let ui = Ui::here();
    let MethodOption { method, availability } = option;
    let hint_id = new_id("method-hint");
    let is_open = matches!(availability, Availability::Available { .. });
    let name = t(name(method));
    let hint = text(move || hint(ui, method, &availability));
    let choose = press(move |_| {
        if is_open {
            ui.dispatch(Event::ChoseMethod(method));
        }
    });
    let disabled = attribute(move || (!is_open || ui.is_busy()).then_some("true"));
    let class = if is_open { "rg-method" } else { "rg-method rg-method--closed" };
    // The hint stands beside the button, not in it: the button's name is all of its visible text
    // (WCAG 2.5.3), and the style stretches it over the whole row.
    view! {
        <li class=class>
            <button
                class="rg-method__name"
                type="button"
                aria-describedby=hint_id.clone()
                aria-disabled=disabled
                on:click=choose
            >
                {name}
            </button>
            <span class="rg-method__hint" id=hint_id.clone()>{hint}</span>
        </li>
    }
}

const fn name(method: Method) -> Key {
    match method {
        Method::Phone => Key::MethodPhone,
        Method::Email => Key::MethodEmail,
        Method::Alipay => Key::MethodAlipay,
        Method::Face => Key::MethodFace,
        Method::Administrator => Key::MethodAdministrator,
    }
}

fn hint(ui: Ui, method: Method, availability: &Availability) -> String {
    match availability {
        Availability::Available { hint } => {
            let to = isolated(hint.as_deref().unwrap_or_default());
            ui.filled(needs(method, ui.is_enterprise()), &[("to", &to)])
        }
        Availability::Unavailable { reason } => ui.text(why_not(method, *reason)),
    }
}

/// What a method needs from this kind of account, and how long it takes.
const fn needs(method: Method, is_enterprise: bool) -> Key {
    match (method, is_enterprise) {
        (Method::Phone, _) => Key::MethodPhoneHint,
        (Method::Email, _) => Key::MethodEmailHint,
        (Method::Alipay, false) => Key::MethodAlipayIndividual,
        (Method::Alipay, true) => Key::MethodAlipayEnterprise,
        (Method::Face, false) => Key::MethodFaceIndividual,
        (Method::Face, true) => Key::MethodFaceEnterprise,
        (Method::Administrator, _) => Key::MethodAdministratorHint,
    }
}

const fn why_not(method: Method, reason: Unavailable) -> Key {
    match (reason, method) {
        (Unavailable::NoDestination, Method::Email) => Key::UnavailableEmail,
        (Unavailable::NoDestination, _) => Key::UnavailablePhone,
        (Unavailable::IdentityNotVerified, _) => Key::UnavailableIdentity,
        (Unavailable::NotForIndividuals, _) => Key::UnavailableIndividual,
        (Unavailable::NoAdministrator, _) => Key::UnavailableAdministrator,
        (Unavailable::AlreadyUsed, _) => Key::UnavailableUsed,
        (Unavailable::NotOffered, _) => Key::UnavailableNotOffered,
        (Unavailable::Other, _) => Key::UnavailableOther,
    }
}
