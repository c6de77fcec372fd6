//! The documents of an appeal: a plain file input for each, dropping as an extra (APL-08), and the
//! files that are there or on their way.

use super::desk::Desk;
use super::words;
use crate::error_messages::StepField;
use crate::i18n::{Key, quoted, t};
use crate::ui::erased::{attribute, block, press, text};
use crate::ui::{Field, Problems, Target, new_id};
use leptos::ev::DragEvent;
use leptos::html::Input;
use leptos::prelude::*;
use regain_contract::appeal::{File, Material, MaterialKind};
use regain_flow::appeal::{Event, Progress, Upload};

/// The types that are taken; phones offer their camera for them.
const ACCEPT: &str = "image/jpeg,image/png,application/pdf,.jpg,.jpeg,.png,.pdf";

/// Draws the place for a document.
pub fn place(material: Material) -> (AnyView, (StepField, Target)) {
    let desk = Desk::here();
    let kind = material.kind;
    let spot = StepField::Files(kind);
    let input = NodeRef::<Input>::new();
    let picked = move |_| {
        let Some(input) = input.get_untracked() else { return };
        desk.pick(kind, input.files());
        // The same file can be picked again.
        input.set_value("");
    };
    let is_over = RwSignal::new(false);
    let over = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(true);
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        desk.pick(kind, event.data_transfer().and_then(|dropped| dropped.files()));
    };
    let class =
        attribute(move || Some(if is_over.get() { "rg-files rg-files--over" } else { "rg-files" }));
    let view = view! {
        <div class=class on:dragover=over on:dragleave=move |_| is_over.set(false) on:drop=dropped>
            <Chooser material input picked=Box::new(picked)/>
            <ul class="rg-files__list">{block(move || list(desk, kind))}</ul>
        </div>
    };
    (view.into_any(), (spot, Target::Input(input)))
}

#[component]
fn Chooser(
    material: Material,
    input: NodeRef<Input>,
    picked: Box<dyn FnMut(leptos::ev::Event) + Send>,
) -> impl IntoView {
    let ui = Desk::here().ui;
    let ids = Problems::at(ui, StepField::Files(material.kind));
    let (id, invalid, described) = (ids.input.clone(), ids.invalid(), ids.described_by());
    let required = material.required.then_some("true");
    view! {
        <Field label=words::material(material.kind) hint=words::material_hint(material.kind) ids>
            <input
                class="rg-input rg-input--file"
                id=id
                type="file"
                multiple=true
                accept=ACCEPT
                aria-required=required
                aria-invalid=invalid
                aria-describedby=described
                on:change=picked
                node_ref=input
            />
        </Field>
    }
}

/// The files that show this: those that are there, then those on their way.
fn list(desk: Desk, kind: MaterialKind) -> AnyView {
    let rows = desk.filed(|filed| {
        let there = filed.files().map(|(files, _)| files).unwrap_or_default();
        let there = there.iter().filter(|file| file.material == kind);
        let on_the_way = filed.uploads.iter().filter(|one| one.file.material == kind);
        let there = there.map(|file| there_row(desk, file.clone()));
        Some(there.chain(on_the_way.map(|one| way_row(desk, one.clone()))).collect::<Vec<_>>())
    });
    rows.unwrap_or_default().into_any()
}

fn there_row(desk: Desk, file: File) -> AnyView {
    let ui = desk.ui;
    let (name, bytes, id) = (quoted(&file.label), file.bytes, file.id);
    let state = text(move || ui.filled(Key::AppealFileThere, &[("size", &words::size(ui, bytes))]));
    row(
        name,
        "rg-file rg-file--there",
        state,
        vec![(Key::AppealFileRemove, Event::RemovedFile(id))],
    )
}

fn way_row(desk: Desk, upload: Upload) -> AnyView {
    let ui = desk.ui;
    let (name, id) = (quoted(&upload.file.name), upload.file.id);
    let cancel = (Key::AppealFileCancel, Event::CancelledUpload(id));
    match upload.progress {
        Progress::Waiting => {
            let state = text(move || ui.text(Key::AppealFileWaiting));
            row(name, "rg-file", state, vec![cancel])
        }
        Progress::Sending { percent } => {
            let state = text(move || {
                ui.filled(
                    Key::AppealFileSending,
                    &[("percent", &ui.format("percent", f64::from(percent) / 100.0))],
                )
            });
            row(name, "rg-file", state, vec![cancel])
        }
        Progress::Failed(failure) => {
            let state = text(move || words::file(ui, &failure));
            let retry = (Key::AppealFileRetry, Event::RetriedUpload(id));
            let remove = (Key::AppealFileRemove, Event::CancelledUpload(id));
            row(name, "rg-file rg-file--failed", state, vec![retry, remove])
        }
    }
}

fn row(
    name: String,
    class: &'static str,
    state: crate::ui::erased::Text,
    acts: Vec<(Key, Event)>,
) -> AnyView {
    let name_id = new_id("file");
    let described = name_id.clone();
    let acts: Vec<_> = acts
        .into_iter()
        .map(|(key, event)| {
            let (label, id) = (t(key), described.clone());
            let desk = Desk::here();
            let act = press(move |_| desk.dispatch(event.clone()));
            view! {
                <button class="rg-link" type="button" aria-describedby=id on:click=act>{label}</button>
            }
            .into_any()
        })
        .collect();
    view! {
        <li class=class>
            <span class="rg-file__name" id=name_id.clone()>{name}</span>
            <span class="rg-file__state">{state}</span>
            <span class="rg-file__acts">{acts}</span>
        </li>
    }
    .into_any()
}
