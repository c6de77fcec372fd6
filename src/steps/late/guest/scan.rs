//! `/hand-off` for facial recognition: who asks, the consent, then the camera of this device or the
//! provider's own page.

use crate::error_messages::StepField;
use crate::i18n::{Key, isolated, t};
use crate::steps::frame::Frame;
use crate::steps::late::capture::Capture;
use crate::steps::late::consent::Consent;
use crate::steps::late::guest::request_context::RequestFacts;
use crate::steps::late::visit::host;
use crate::ui::erased::{press, text};
use crate::ui::{Button, Fields, LinkButton, Target, Ui};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::reactive::graph::untrack;
use regain_contract::{Guidance, Person, ScanFace, Task};
use regain_flow::Event;

fn task(ui: Ui) -> Option<ScanFace> {
    ui.helping(|helping| match &helping.task {
        Task::ScanFace(task) => Some(task.clone()),
        _ => None,
    })
}

/// Draws the question and the consent.
#[component]
pub fn ScanChoiceStep() -> impl IntoView {
    let ui = Ui::here();
    let tick = NodeRef::<Input>::new();
    let ticked = RwSignal::new(false);
    let task = untrack(move || task(ui));
    let lead = t(match task.as_ref().map(|task| task.who) {
        Some(Person::LegalRepresentative) => Key::ScanLeadRepresentative,
        _ => Key::ScanLeadHolder,
    });
    let warning = t(Key::ScanWarning);
    let go = press(move |_| {
        ui.dispatch(Event::ChoseCamera { is_agreed: ticked.get_untracked() });
    });
    let decline = press(move |_| ui.dispatch(Event::Declined));
    let consent = task.map(|task| view! { <Consent consent=task.consent ticked field=tick/> });
    view! {
        <Frame heading=Key::ScanHeading field=Fields::of([(StepField::Consent, Target::Input(tick))])>
            <p class="rg-lead">{lead}</p>
            <RequestFacts/>
            <p class="rg-note">{warning}</p>
            {consent}
            <p><Button text=Key::ScanGo press=go/></p>
            <p class="rg-aside"><LinkButton text=Key::ScanDecline press=decline/></p>
        </Frame>
    }
}

/// Draws the camera, and the way to the provider's page.
#[component]
pub fn ScanHereStep() -> impl IntoView {
    let ui = Ui::here();
    let task = untrack(move || task(ui));
    let in_page = task.as_ref().is_some_and(|task| task.in_page);
    let page = task.and_then(|task| task.provider_url).map(|url| view! { <ProviderPage url/> });
    let decline = press(move |_| ui.dispatch(Event::Declined));
    view! {
        <Frame heading=Key::CameraHeading>
            {in_page.then(|| view! { <Capture guidance/> })}
            {page}
            <p class="rg-aside"><LinkButton text=Key::ScanDecline press=decline/></p>
        </Frame>
    }
}

fn guidance(ui: Ui) -> Option<Guidance> {
    task(ui).and_then(|task| task.guidance)
}

/// The link to the provider's own page, announced with the name of the site.
#[component]
fn ProviderPage(url: String) -> impl IntoView {
    let ui = Ui::here();
    let site = isolated(host(&url));
    let named = site.clone();
    let go = text(move || ui.filled(Key::ScanProvider, &[("site", &site)]));
    let hint = text(move || ui.filled(Key::ScanProviderHint, &[("site", &named)]));
    view! {
        <p class="rg-aside"><a class="rg-link" href=url data-to="provider">{go}</a></p>
        <p class="rg-quiet">{hint}</p>
    }
}
