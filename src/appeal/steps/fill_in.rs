//! `/appeal/form`: the form and the files. What is typed is kept on the server when a field is left.

use super::step_of;
use crate::appeal::desk::Desk;
use crate::appeal::{files, form};
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::ui::erased::{effect, press, text};
use crate::ui::{Fields, LinkButton, SubmitButton};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use regain_contract::appeal::{AppealStep, FillIn, Place};
use regain_flow::appeal::Event;
use std::rc::Rc;

/// Draws the form.
#[component]
pub fn FillInStep() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let step = desk.step_once(fill_in);
    let details = RwSignal::new(step.as_ref().map(|step| step.details.clone()).unwrap_or_default());
    let left = move || desk.dispatch(Event::Typed(details.get_untracked()));
    // A phone that is put away keeps what was typed.
    ui.shell().on_leave(Rc::new(left));
    let (mut views, mut targets, mut places) = (vec![], vec![], vec![]);
    for rule in step.iter().flat_map(|step| step.fields.iter().copied()) {
        let kind = step
            .as_ref()
            .map_or(regain_contract::AccountKind::Individual, |step| step.answers.kind);
        let (view, target) = form::field((rule, kind), details, left);
        views.push(view);
        targets.push(target);
    }
    for material in step.iter().flat_map(|step| step.materials.iter().copied()) {
        let (view, target) = files::place(material);
        places.push(view);
        targets.push(target);
    }
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.dispatch(Event::SubmittedDetails(details.get_untracked()));
    };
    announce_files(desk);
    let (lead, heading) = (t(Key::AppealFormLead), t(Key::AppealFilesHeading));
    let rules = files_rules(desk);
    let back = press(move |_| desk.dispatch(Event::Moved(Place::Gather)));
    view! {
        <Frame heading=Key::AppealFormHeading field=Fields::all(targets)>
            <p class="rg-quiet">{step_of(ui, 3)}</p>
            <p class="rg-lead">{lead}</p>
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                {views}
                <section class="rg-way rg-form">
                    <h2 class="rg-way__heading">{heading}</h2>
                    <p class="rg-quiet">{rules}</p>
                    {places}
                </section>
                <SubmitButton text=Key::AppealNext/>
            </form>
            <p class="rg-aside"><LinkButton text=Key::AppealGatherHeading press=back/></p>
        </Frame>
    }
}

fn fill_in(step: &AppealStep) -> Option<FillIn> {
    match step {
        AppealStep::FillIn(step) => Some(step.clone()),
        _ => None,
    }
}

/// What is taken, and what happens to it.
pub fn files_rules(desk: Desk) -> crate::ui::erased::Text {
    let ui = desk.ui;
    text(move || {
        let limits = desk.filed(|filed| filed.files().map(|(_, limits)| limits));
        let (files, bytes) = limits.map_or((0, 0), |limits| (limits.max_files, limits.max_bytes));
        let size = ui.format("megabyte", f64::from(bytes / 1_048_576));
        ui.filled(Key::AppealFilesRules, &[("files", &files.to_string()), ("size", &size)])
    })
}

/// Announces each file that has arrived, and each that was not taken (APL-08).
pub fn announce_files(desk: Desk) {
    let ui = desk.ui;
    let counts = Memo::new(move |_| {
        desk.filed(|filed| {
            let there = filed.files().map_or(0, |(files, _)| files.len());
            let failed = |one: &&regain_flow::appeal::Upload| {
                matches!(one.progress, regain_flow::appeal::Progress::Failed(_))
            };
            Some((there, filed.uploads.iter().filter(failed).count()))
        })
        .unwrap_or_default()
    });
    let before = StoredValue::new(counts.get_untracked());
    effect(move || {
        let now = counts.get();
        let (there, failed) = before.get_value();
        before.set_value(now);
        if now.1 > failed {
            ui.say(Key::AppealFileNotTaken);
        } else if now.0 > there {
            ui.say(Key::AppealFileArrived);
        }
    });
}
