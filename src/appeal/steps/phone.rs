//! `/appeal/phone`: the new contact phone, proved by a code.

use super::find::line;
use super::step_of;
use crate::appeal::desk::Desk;
use crate::error_messages::StepField;
use crate::i18n::{Key, isolated, t};
use crate::steps::frame::Frame;
use crate::ui::erased::{press, text};
use crate::ui::{Button, Fields, LinkButton, SubmitButton, Target};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use regain_contract::appeal::{AppealStep, GiveAppealPhone, Place};
use regain_flow::appeal::Event;

/// Draws the form.
#[component]
pub fn PhoneStep() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let phone = NodeRef::<Input>::new();
    let lead = t(Key::AppealPhoneLead);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let phone = phone.get_untracked().map(|phone| phone.value()).unwrap_or_default();
        let country_code = ui.shell().country_code();
        desk.dispatch(Event::SubmittedPhone(GiveAppealPhone { phone, country_code }));
    };
    let proved = desk.step_once(|step| match step {
        AppealStep::GivePhone(step) => step.proved.clone(),
        _ => None,
    });
    let proved = proved.map(|proved| {
        let kept =
            text(move || ui.filled(Key::AppealPhoneProved, &[("phone", &isolated(&proved))]));
        let press = press(move |_| desk.dispatch(Event::Moved(Place::Review)));
        view! {
            <p class="rg-note">{kept}</p>
            <p><Button text=Key::AppealPhoneKeep press quiet=true/></p>
        }
    });
    let fields = Fields::of([(StepField::Contact, Target::Input(phone))]);
    let back = press(move |_| desk.dispatch(Event::Moved(Place::FillIn)));
    view! {
        <Frame heading=Key::AppealPhoneHeading field=fields>
            <p class="rg-quiet">{step_of(ui, 4)}</p>
            <p class="rg-lead">{lead}</p>
            {proved}
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                {line(StepField::Contact, (Key::AppealPhone, Key::AppealPhoneHint), "tel", phone)}
                <SubmitButton text=Key::FindSend/>
            </form>
            <p class="rg-aside"><LinkButton text=Key::AppealFormHeading press=back/></p>
        </Frame>
    }
}
