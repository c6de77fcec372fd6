//! `/appeal/materials`: exactly what is needed for these answers, and a way to come back with it.

use super::find::line;
use super::step_of;
use crate::appeal::ask_first::{AskFirst, DELETE};
use crate::appeal::desk::Desk;
use crate::appeal::words;
use crate::error_messages::StepField;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::ui::erased::{block, press, text};
use crate::ui::{Button, Fields, LinkButton, Target};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use regain_contract::appeal::{AppealStep, Gather, Material, Place};
use regain_flow::appeal::{Event, Mailing};

/// Draws the list.
#[component]
pub fn GatherStep() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let email = NodeRef::<Input>::new();
    let lead = t(Key::AppealGatherLead);
    let list = block(move || {
        let materials = desk.step(gather).map(|step| step.materials).unwrap_or_default();
        let rows = materials.into_iter().map(|material| row(desk, material));
        rows.collect::<Vec<_>>().into_any()
    });
    let rules = text(move || {
        let step = desk.step(gather);
        let (files, bytes) =
            step.as_ref().map_or((0, 0), |step| (step.limits.max_files, step.limits.max_bytes));
        let days = step.map_or(0, |step| step.kept_days);
        let size = ui.format("megabyte", f64::from(bytes / 1_048_576));
        ui.filled(
            Key::AppealGatherRules,
            &[
                ("files", &files.to_string()),
                ("size", &size),
                ("time", &ui.format("day", days.into())),
            ],
        )
    });
    let go_on = press(move |_| desk.dispatch(Event::Moved(Place::FillIn)));
    let back = press(move |_| desk.dispatch(Event::Moved(Place::Answer)));
    let fields = Fields::of([(StepField::Contact, Target::Input(email))]);
    view! {
        <Frame heading=Key::AppealGatherHeading field=fields>
            <p class="rg-quiet">{step_of(ui, 2)}</p>
            <p class="rg-lead">{lead}</p>
            <ul class="rg-facts">{list}</ul>
            <p class="rg-quiet">{rules}</p>
            <p><Button text=Key::AppealGatherReady press=go_on/></p>
            <p class="rg-aside"><LinkButton text=Key::AppealGatherBack press=back/></p>
            <Later email/>
        </Frame>
    }
}

fn gather(step: &AppealStep) -> Option<Gather> {
    match step {
        AppealStep::Gather(step) => Some(step.clone()),
        _ => None,
    }
}

fn row(desk: Desk, material: Material) -> AnyView {
    let ui = desk.ui;
    let (name, hint) = (t(words::material(material.kind)), t(words::material_hint(material.kind)));
    let optional = text(move || match material.required {
        true => String::new(),
        false => ui.text(Key::AppealOptional),
    });
    view! { <li><strong>{name}</strong>" "{optional}<br/><span class="rg-quiet">{hint}</span></li> }
        .into_any()
}

/// Coming back later: the device keeps the draft; a link is mailed only to who asks for it.
#[component]
fn Later(email: NodeRef<Input>) -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let (heading, lead) = (t(Key::AppealLater), t(Key::AppealLaterLead));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = email.get_untracked().map(|email| email.value()).unwrap_or_default();
        desk.dispatch(Event::AskedForLink(typed));
    };
    let is_sent =
        Memo::new(move |_| desk.filed(|filed| Some(filed.mailing == Mailing::Sent)) == Some(true));
    crate::ui::erased::effect(move || {
        if is_sent.get() {
            ui.say(Key::AppealLinkSent);
        }
    });
    let sent = t(Key::AppealLinkSent);
    view! {
        <section class="rg-way">
            <h2 class="rg-way__heading">{heading}</h2>
            <p>{lead}</p>
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                {line(StepField::Contact, (Key::AppealEmail, Key::AppealEmailHint), "email", email)}
                {crate::ui::erased::when(move || is_sent.get(), move || view! { <p class="rg-note">{sent}</p> }.into_any())}
                <crate::ui::SubmitButton text=Key::AppealLinkSend/>
            </form>
            <AskFirst asks=DELETE/>
        </section>
    }
}
