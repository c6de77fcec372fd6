//! `/verify/face` with a link for a phone or another person. The page moves on by itself.

use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::steps::late::face_choice::face;
use crate::ui::erased::{block, press, text};
use crate::ui::{Button, LinkButton, QrCode, Ui, clock, new_id, remaining, tell_end};
use leptos::prelude::*;
use leptos::reactive::graph::untrack;
use regain_contract::{FaceStage, Person};
use regain_flow::Event;
use std::rc::Rc;

/// Draws the link.
#[component]
pub fn FaceElsewhereStep() -> impl IntoView {
    let ui = Ui::here();
    let left = remaining(ui, |ui| {
        let expires_in_s = ui.step(|step| Some(face(step)?.expires_in_s))?;
        ui.open(|open| Some((open.answer, expires_in_s)))
    });
    let is_over = Memo::new(move |_| left() == 0);
    tell_end(ui, left, move || handed_off(ui).is_some(), Key::HandedExpired);
    let lead = text(move || {
        let who = ui.step(|step| Some(face(step)?.who));
        ui.text(match who {
            Some(Person::LegalRepresentative) => Key::HandedLeadRepresentative,
            _ => Key::HandedLeadHolder,
        })
    });
    let link = Memo::new(move |_| handed_off(ui).map(|(url, _)| url));
    let opened = Memo::new(move |_| handed_off(ui).is_some_and(|(_, opened)| opened));
    effect_of_opening(ui, opened, left);
    let code = block(move || match (is_over.get(), link.get()) {
        (false, Some(url)) => view! { <Link url/> }.into_any(),
        _ => {
            let expired = t(Key::HandedExpired);
            view! { <p class="rg-note">{expired}</p> }.into_any()
        }
    });
    let state = text(move || {
        let key = if opened.get() { Key::HandedOpened } else { Key::HandedWaiting };
        match is_over.get() {
            true => String::new(),
            false => ui.filled(key, &[("time", &clock(left()))]),
        }
    });
    let back = press(move |_| ui.dispatch(Event::AskedToRenew));
    let other = press(move |_| ui.dispatch(Event::AskedForOtherMethod));
    view! {
        <Frame heading=Key::HandedHeading>
            <p class="rg-lead">{lead}</p>
            {code}
            <p class="rg-quiet rg-count">{state}</p>
            <p class="rg-aside"><LinkButton text=Key::HandedBack press=back/></p>
            <p class="rg-aside"><LinkButton text=Key::CodeOtherMethod press=other/></p>
        </Frame>
    }
}

/// Announces once that the link was opened.
fn effect_of_opening(ui: Ui, opened: Memo<bool>, left: impl Fn() -> u32 + Copy + 'static) {
    crate::ui::erased::effect(move || {
        if opened.get() {
            let time = clock(untrack(left));
            ui.announce(ui.filled_untracked(Key::HandedOpened, &[("time", &time)]));
        }
    });
}

fn handed_off(ui: Ui) -> Option<(String, bool)> {
    ui.step(|step| match &face(step)?.stage {
        FaceStage::HandedOff { url, opened } => Some((url.clone(), *opened)),
        _ => None,
    })
}

/// The link as a QR code and as a text to copy.
#[component]
fn Link(url: String) -> impl IntoView {
    let ui = Ui::here();
    let (label, id, shown) = (t(Key::HandedLink), new_id("link"), url.clone());
    let copied = url.clone();
    let copy = press(move |_| {
        ui.shell().copy(
            &copied,
            Rc::new(move |is_copied| {
                ui.say(if is_copied { Key::HandedCopied } else { Key::HandedNotCopied });
            }),
        );
    });
    view! {
        <QrCode text=url label=Key::HandedQrLabel/>
        <div class="rg-field">
            <label class="rg-field__label" for=id.clone()>{label}</label>
            <input
                class="rg-input"
                id=id
                type="text"
                dir="ltr"
                readonly=true
                prop:value=shown
            />
        </div>
        <p><Button text=Key::HandedCopy press=copy quiet=true/></p>
    }
}
