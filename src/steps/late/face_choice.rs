//! `/verify/face`, before anything is begun: who the person is, the consent, and the way to a camera.

use crate::error_messages::StepField;
use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::steps::late::consent::Consent;
use crate::ui::erased::{block, press, text};
use crate::ui::{
    Button, Choice, Fields, Label, LinkButton, Problems, RadioList, Target, Ui, new_id,
};
use leptos::html::{Fieldset, Input};
use leptos::prelude::*;
use regain_contract::{Person, VerifyFace};
use regain_flow::{Event, Live};

const EMPLOYEE: &str = "employee";

/// Draws the choice.
#[component]
pub fn FaceChoiceStep() -> impl IntoView {
    let ui = Ui::here();
    let (tick, group) = (NodeRef::<Input>::new(), NodeRef::<Fieldset>::new());
    let role = RwSignal::new(None::<String>);
    let ticked = RwSignal::new(false);
    let who = ui.step(|step| Some(face(step)?.who)).unwrap_or(Person::Holder);
    let lead = text(move || {
        let key = match who {
            Person::Holder => Key::FaceLeadHolder,
            Person::LegalRepresentative => Key::FaceLeadRepresentative,
        };
        ui.filled(key, &[("account", &ui.account())])
    });
    let ways = block(move || match role.get().as_deref() {
        None => ().into_any(),
        Some(EMPLOYEE) => view! { <LinkWay/> }.into_any(),
        Some(_) => view! { <OwnWays ticked tick/> }.into_any(),
    });
    let fields = Fields::of([
        (StepField::Consent, Target::Input(tick)),
        (StepField::Choice, Target::Group(group)),
    ]);
    let other = press(move |_| ui.dispatch(Event::AskedForOtherMethod));
    view! {
        <Frame heading=Key::FaceHeading field=fields>
            <p class="rg-lead">{lead}</p>
            <div class="rg-form">
                <RadioList
                    legend=Key::FaceRole
                    hint=Key::FaceRoleHint
                    ids=Problems::at(ui, StepField::Choice)
                    choices=roles(who)
                    chosen=role
                    group
                />
                {ways}
            </div>
            <p class="rg-aside"><LinkButton text=Key::CodeOtherMethod press=other/></p>
        </Frame>
    }
}

/// Reads the step.
pub fn face(step: &Live) -> Option<&VerifyFace> {
    match step {
        Live::Face(step) => Some(step),
        _ => None,
    }
}

fn roles(who: Person) -> Vec<Choice> {
    let choice = |value: &str, key| Choice { value: value.to_owned(), label: Label::Text(key) };
    match who {
        Person::Holder => vec![choice("holder", Key::FaceHolder)],
        Person::LegalRepresentative => vec![
            choice("representative", Key::FaceRepresentative),
            choice(EMPLOYEE, Key::FaceEmployee),
        ],
    }
}

/// The camera of this device, or a phone of one's own.
#[component]
fn OwnWays(ticked: RwSignal<bool>, tick: NodeRef<Input>) -> impl IntoView {
    let ui = Ui::here();
    let step = ui.state.with_untracked(|_| ui.step(|step| face(step).cloned()));
    let (here, phone, how) =
        (t(Key::FaceHereHeading), t(Key::FacePhoneHeading), t(Key::FacePhoneText));
    let begin = press(move |_| {
        ui.dispatch(Event::ChoseCamera { is_agreed: ticked.get_untracked() });
    });
    let hand_off = press(move |_| ui.dispatch(Event::AskedForHandOff));
    let in_page = step.filter(|step| step.in_page).map(|step| {
        let id = new_id("way");
        view! {
            <section class="rg-way" aria-labelledby=id.clone()>
                <h2 class="rg-way__heading" id=id.clone()>{here}</h2>
                <Consent consent=step.consent ticked field=tick/>
                <p><Button text=Key::FaceHere press=begin/></p>
            </section>
        }
    });
    let id = new_id("way");
    view! {
        {in_page}
        <section class="rg-way" aria-labelledby=id.clone()>
            <h2 class="rg-way__heading" id=id.clone()>{phone}</h2>
            <p>{how}</p>
            <p><Button text=Key::FacePhone press=hand_off quiet=true/></p>
        </section>
    }
}

/// A link for the legal representative.
#[component]
fn LinkWay() -> impl IntoView {
    let ui = Ui::here();
    let how = text(move || ui.filled(Key::FaceLinkText, &[("account", &ui.account())]));
    let hand_off = press(move |_| ui.dispatch(Event::AskedForHandOff));
    view! {
        <p>{how}</p>
        <p><Button text=Key::FaceLink press=hand_off/></p>
    }
}
