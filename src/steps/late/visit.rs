//! `/verify/alipay`: go to Alipay on this device, or let a phone do it.

use crate::i18n::{Key, isolated, t};
use crate::steps::frame::Frame;
use crate::ui::erased::{attribute, block, press, text};
use crate::ui::{Button, LinkButton, QrCode, Ui, clock, remaining, tell_end};
use leptos::prelude::*;
use regain_contract::VisitProvider;
use regain_flow::{Event, Live};

/// Draws the way to Alipay.
#[component]
pub fn VisitStep() -> impl IntoView {
    let ui = Ui::here();
    let left = remaining(ui, |ui| {
        let expires_in_s = ui.step(|step| visit(step).map(|step| step.expires_in_s))?;
        ui.open(|open| Some((open.answer, expires_in_s)))
    });
    let is_over = Memo::new(move |_| left() == 0);
    let is_here = move || ui.step(|step| visit(step).map(drop)).is_some();
    tell_end(ui, left, is_here, Key::VisitExpired);
    let time = move || clock(left());
    let lead = text(move || {
        let key = match ui.is_enterprise() {
            false => Key::VisitLeadIndividual,
            true => Key::VisitLeadEnterprise,
        };
        ui.filled(key, &[("account", &ui.account())])
    });
    let renew = move || {
        let (expired, renew) =
            (t(Key::VisitExpired), press(move |_| ui.dispatch(Event::AskedToRenew)));
        view! {
            <p class="rg-note">{expired}</p>
            <p><Button text=Key::VisitRenew press=renew/></p>
        }
        .into_any()
    };
    // The address changes with each new visit, and nothing else draws the ways anew.
    let url = Memo::new(move |_| {
        ui.step(|step| {
            visit(step).map(|step| (step.authorize_url.clone(), step.match_code.clone()))
        })
    });
    let ways = block(move || match (is_over.get(), url.get()) {
        (false, Some((url, number))) => view! { <Ways url number/> }.into_any(),
        _ => renew(),
    });
    let wait = text(move || match (ui.is_busy(), is_over.get()) {
        (true, _) => ui.text(Key::VisitChecking),
        (false, true) => String::new(),
        (false, false) => ui.filled(Key::VisitWaiting, &[("time", &time())]),
    });
    let other = press(move |_| ui.dispatch(Event::AskedForOtherMethod));
    view! {
        <Frame heading=Key::VisitHeading>
            <p class="rg-lead">{lead}</p>
            {ways}
            <p class="rg-quiet rg-count">{wait}</p>
            <p class="rg-aside"><LinkButton text=Key::CodeOtherMethod press=other/></p>
        </Frame>
    }
}

fn visit(step: &Live) -> Option<&VisitProvider> {
    match step {
        Live::Visit(step) => Some(step),
        _ => None,
    }
}

/// The link for this device, announced with the name of the site (IDP-09), and the QR code.
#[component]
fn Ways(url: String, number: String) -> impl IntoView {
    let ui = Ui::here();
    let site = isolated(host(&url));
    let (is_beside, pick) = (is_beside(ui, &url), isolated(&number));
    let leave = text(move || match is_beside {
        false => ui.filled(Key::VisitLeave, &[("site", &site)]),
        true => ui.filled(Key::VisitBeside, &[("site", &site), ("number", &pick)]),
    });
    let go = t(Key::VisitGo);
    let busy = attribute(move || ui.is_busy().then_some("true"));
    let stay = press(move |event| {
        if ui
            .state
            .with_untracked(|state| state.sending().is_some_and(regain_flow::Sending::is_busy))
        {
            event.prevent_default();
        }
    });
    let qr_allowed = ui.step(|step| visit(step).map(|step| step.qr_allowed)).unwrap_or_default();
    let qr = qr_allowed.then(|| {
        let (heading, how) = (t(Key::VisitQrHeading), t(Key::VisitQrText));
        let number = move || number.clone();
        view! {
            <section class="rg-way">
                <h2 class="rg-way__heading">{heading}</h2>
                <p>{how}</p>
                <p class="rg-number"><bdi>{number}</bdi></p>
                <QrCode text=url.clone() label=Key::VisitQrLabel/>
            </section>
        }
    });
    view! {
        <p>{leave}</p>
        <p><a class="rg-button" href=url.clone() data-to="provider" aria-disabled=busy on:click=stay>
            <span class="rg-button__text">{go}</span>
        </a></p>
        {qr}
    }
}

/// Whether Alipay opens in a tab of its own, beside this page: only the element on a page of others
/// knows of such.
#[cfg(feature = "csr")]
fn is_beside(ui: Ui, url: &str) -> bool {
    ui.shell().host().beside(url)
}

#[cfg(not(feature = "csr"))]
const fn is_beside(_: Ui, _: &str) -> bool {
    false
}

/// The host of an address, to be shown.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
