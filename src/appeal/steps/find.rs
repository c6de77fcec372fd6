//! `/appeal/status`: find a submitted appeal by its number and the contact phone.

use crate::appeal::desk::Desk;
use crate::error_messages::StepField;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::ui::erased::press;
use crate::ui::{Field, Fields, LinkButton, Problems, SubmitButton, Target};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use regain_contract::appeal::FindAppeal;
use regain_flow::appeal::{Event, Page};

/// Draws the form.
#[component]
pub fn FindStep() -> impl IntoView {
    let desk = Desk::here();
    let ui = desk.ui;
    let (number, phone) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let typed = move |input: NodeRef<Input>| {
        input.get_untracked().map(|input| input.value()).unwrap_or_default()
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.dispatch(Event::Found(FindAppeal {
            number: typed(number),
            phone: typed(phone),
            country_code: ui.shell().country_code(),
            locale: ui.locale.get_untracked(),
        }));
    };
    let lead = t(Key::AppealFindLead);
    let fields = Fields::of([
        (StepField::Main, Target::Input(number)),
        (StepField::Contact, Target::Input(phone)),
    ]);
    let begin = press(move |_| desk.go(Page::Begin));
    view! {
        <Frame heading=Key::AppealFindHeading field=fields>
            <p class="rg-lead">{lead}</p>
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                {line(StepField::Main, (Key::AppealNumber, Key::AppealNumberHint), "off", number)}
                {line(StepField::Contact, (Key::AppealPhone, Key::AppealFindPhoneHint), "tel", phone)}
                <SubmitButton text=Key::AppealFindSend/>
            </form>
            <p class="rg-aside"><LinkButton text=Key::AppealFindBegin press=begin/></p>
        </Frame>
    }
}

/// One line of text.
pub fn line(
    spot: StepField,
    (label, hint): (Key, Key),
    autocomplete: &'static str,
    input: NodeRef<Input>,
) -> AnyView {
    let ids = Problems::at(Desk::here().ui, spot);
    let (id, invalid, described) = (ids.input.clone(), ids.invalid(), ids.described_by());
    view! {
        <Field label hint ids>
            <input
                class="rg-input"
                id=id
                type="text"
                dir="ltr"
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-required="true"
                aria-invalid=invalid
                aria-describedby=described
                node_ref=input
            />
        </Field>
    }
    .into_any()
}
