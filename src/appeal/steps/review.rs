//! `/appeal/review`: everything again, each with a way to change it, and the one button that submits.

use super::step_of;
use crate::appeal::desk::Desk;
use crate::appeal::{form, words};
use crate::i18n::{Key, isolated, quoted, t};
use crate::steps::frame::Frame;
use crate::ui::erased::{Text, press, text};
use crate::ui::{Button, new_id};
use leptos::prelude::*;
use regain_contract::appeal::{AppealStep, Filer, Place, Review};
use regain_flow::appeal::Event;

/// Draws the review.
#[component]
pub fn ReviewStep() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let step = desk.step_once(|step| match step {
        AppealStep::Review(step) => Some(step.clone()),
        _ => None,
    });
    let days = step.as_ref().map_or(0, |step| step.kept_days);
    let rows = step.map(|step| rows(desk, step)).unwrap_or_default();
    let lead = t(Key::AppealReviewLead);
    let note =
        text(move || ui.filled(Key::AppealReviewNote, &[("time", &ui.format("day", days.into()))]));
    let submit = press(move |_| desk.dispatch(Event::Submitted));
    view! {
        <Frame heading=Key::AppealReviewHeading>
            <p class="rg-quiet">{step_of(ui, 5)}</p>
            <p class="rg-lead">{lead}</p>
            <dl class="rg-about">{rows}</dl>
            <p class="rg-note">{note}</p>
            <p><Button text=Key::AppealSubmit press=submit/></p>
        </Frame>
    }
}

fn rows(desk: Desk, step: Review) -> Vec<AnyView> {
    let ui = desk.ui;
    let Review { answers, fields, details, files, phone, .. } = step;
    let (kind, filer) = (answers.kind, answers.filer);
    let needs = answers.needs;
    let needs = text(move || {
        let names: Vec<_> = needs
            .iter()
            .filter_map(|need| words::key_of(&words::NEEDS, need))
            .map(|key| ui.text(key))
            .collect();
        names.join(" · ")
    });
    let who = text(move || {
        let kind = words::key_of(&words::KINDS, &kind).map(|key| ui.text(key));
        let filer = match filer {
            Filer::Holder => None,
            filer => words::key_of(&words::FILERS, &filer).map(|key| ui.text(key)),
        };
        [kind, filer].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let mut rows = vec![
        row(desk, Key::AppealNeeds, needs, Place::Answer),
        row(desk, Key::AppealKind, who, Place::Answer),
    ];
    for rule in fields {
        let said = details.get(rule.field).trim().to_owned();
        let said = text(move || match said.is_empty() {
            true => ui.text(Key::AppealNothing),
            false => quoted(&said),
        });
        rows.push(row(desk, form::label(rule.field, kind), said, Place::FillIn));
    }
    let names: Vec<_> = files.iter().map(|file| (file.material, quoted(&file.label))).collect();
    let given = text(move || {
        let named =
            |(kind, name): &(_, String)| [&ui.text(words::material(*kind)), ": ", name].concat();
        names.iter().map(named).collect::<Vec<_>>().join("\n")
    });
    rows.push(row(desk, Key::AppealFilesHeading, given, Place::FillIn));
    let phone = isolated(&phone);
    rows.push(row(desk, Key::AppealPhone, text(move || phone.clone()), Place::GivePhone));
    rows
}

fn row(desk: Desk, name: Key, said: Text, place: Place) -> AnyView {
    let (id, name, change) = (new_id("row"), t(name), t(Key::AppealChange));
    let act = press(move |_| desk.dispatch(Event::Moved(place)));
    view! {
        <div class="rg-about__row rg-about__row--change">
            <dt id=id.clone()>{name}</dt>
            <dd class="rg-said">{said}</dd>
            <dd>
                <button class="rg-link" type="button" aria-describedby=id.clone() on:click=act>{change}</button>
            </dd>
        </div>
    }
    .into_any()
}
