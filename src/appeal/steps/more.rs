//! `/appeal/status` when more is asked for: what, until when, and the place to give it.

use super::fill_in::{announce_files, files_rules};
use super::follow::{Number, follow};
use crate::appeal::ask_first::{AskFirst, WITHDRAW};
use crate::appeal::desk::Desk;
use crate::appeal::files;
use crate::appeal::standing::Timeline;
use crate::error_messages::StepField;
use crate::error_messages::rough;
use crate::i18n::{Key, quoted, t};
use crate::steps::frame::Frame;
use crate::ui::erased::text;
use crate::ui::{Fields, NoteField, Problems, SubmitButton, Target};
use leptos::ev::SubmitEvent;
use leptos::html::Textarea;
use leptos::prelude::*;
use regain_contract::appeal::{MAX_STORY, Material, Standing};
use regain_flow::Note;
use regain_flow::appeal::Event;

/// Draws what is asked for and the form.
#[component]
pub fn MoreStep() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let (materials, said, due_in_s) =
        desk.step_once(|step| asked(&follow(step)?.standing)).unwrap_or_default();
    let (note, area) = (RwSignal::new(String::new()), NodeRef::<Textarea>::new());
    let (mut places, mut targets) = (vec![], vec![(StepField::Note, Target::Area(area))]);
    for material in materials {
        let (view, target) = files::place(material);
        places.push(view);
        targets.push(target);
    }
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.dispatch(Event::Supplemented(Note(note.get_untracked())));
    };
    announce_files(desk);
    let lead = text(move || ui.filled(Key::AppealMoreLead, &[("time", &rough(ui, due_in_s))]));
    let said = (!said.trim().is_empty()).then(|| {
        let said = text(move || ui.filled(Key::AppealReviewer, &[("note", &quoted(&said))]));
        view! { <p class="rg-note rg-said">{said}</p> }
    });
    let rules = files_rules(desk);
    let heading = t(Key::AppealFilesHeading);
    view! {
        <Frame heading=Key::AppealMoreHeading field=Fields::all(targets)>
            <p class="rg-lead">{lead}</p>
            {said}
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                <h2 class="rg-way__heading">{heading}</h2>
                <p class="rg-quiet">{rules}</p>
                {places}
                <NoteField
                    label=Key::AppealMoreNote
                    hint=Key::AppealMoreNoteHint
                    ids=Problems::at(ui, StepField::Note)
                    note
                    area
                    optional=true
                    most=MAX_STORY
                />
                <SubmitButton text=Key::AppealMoreSend/>
            </form>
            <AskFirst asks=WITHDRAW/>
            <Number/>
            <Timeline/>
        </Frame>
    }
}

fn asked(standing: &Standing) -> Option<(Vec<Material>, String, u32)> {
    match standing {
        Standing::MoreAsked { materials, note, due_in_s, .. } => {
            Some((materials.clone(), note.clone(), *due_in_s))
        }
        _ => None,
    }
}
