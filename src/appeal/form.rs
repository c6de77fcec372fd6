//! The fields of the form of an appeal: which ones there are is the server's decision.

use crate::error_messages::StepField;
use crate::i18n::Key;
use crate::ui::{Field as Labelled, Problems, Target, Ui};
use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use regain_contract::AccountKind;
use regain_contract::appeal::{Details, Field, FieldRule};

/// Draws a field; what is typed goes into `details`, and `left` is called when the field is left
/// after a change.
pub fn field(
    (rule, kind): (FieldRule, AccountKind),
    details: RwSignal<Details>,
    left: impl Fn() + Copy + Send + 'static,
) -> (AnyView, (StepField, Target)) {
    let ui = Ui::here();
    let spot = StepField::Form(rule.field);
    let ids = Problems::at(ui, spot);
    let (id, invalid, described) = (ids.input.clone(), ids.invalid(), ids.described_by());
    let (label, hint, autocomplete) = words(rule.field, kind);
    let hint = match (rule.field, rule.required) {
        (Field::Username, true) => Key::AppealUsernameKnown,
        _ => hint,
    };
    let required = rule.required.then_some("true");
    let typed = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        details.update(|details| *details.get_mut(rule.field) = text);
    };
    let value = details.with_untracked(|details| details.get(rule.field).to_owned());
    if rule.field == Field::Story {
        let area = NodeRef::<Textarea>::new();
        let view = view! {
            <Labelled label hint ids>
                <textarea
                    class="rg-input rg-input--note"
                    id=id
                    rows="5"
                    dir="auto"
                    aria-required=required
                    aria-invalid=invalid
                    aria-describedby=described
                    prop:value=value
                    on:input=typed
                    on:change=move |_| left()
                    node_ref=area
                ></textarea>
            </Labelled>
        };
        return (view.into_any(), (spot, Target::Area(area)));
    }
    let input = NodeRef::<Input>::new();
    let view = view! {
        <Labelled label hint ids>
            <input
                class="rg-input"
                id=id
                type="text"
                dir="auto"
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-required=required
                aria-invalid=invalid
                aria-describedby=described
                prop:value=value
                on:input=typed
                on:change=move |_| left()
                node_ref=input
            />
        </Labelled>
    };
    (view.into_any(), (spot, Target::Input(input)))
}

/// Label, hint and what the browser may fill in (WCAG 1.3.5).
const fn words(field: Field, kind: AccountKind) -> (Key, Key, &'static str) {
    match (field, kind) {
        (Field::Username, _) => (Key::AppealUsername, Key::AppealUsernameHint, "username"),
        (Field::HolderName, AccountKind::Individual) => {
            (Key::AppealHolderName, Key::AppealHolderNameHint, "name")
        }
        (Field::HolderName, AccountKind::Enterprise) => {
            (Key::AppealFirmName, Key::AppealFirmNameHint, "organization")
        }
        (Field::IdentityNumber, AccountKind::Individual) => {
            (Key::AppealIdNumber, Key::AppealIdNumberHint, "off")
        }
        (Field::IdentityNumber, AccountKind::Enterprise) => {
            (Key::AppealLicenceNumber, Key::AppealLicenceNumberHint, "off")
        }
        (Field::FilerName, _) => (Key::AppealFilerName, Key::AppealFilerNameHint, "name"),
        (Field::OldContact, _) => (Key::AppealOldContact, Key::AppealOldContactHint, "off"),
        (Field::Story, _) => (Key::AppealStory, Key::AppealStoryHint, "off"),
    }
}

/// The label of a field, for the review.
pub const fn label(field: Field, kind: AccountKind) -> Key {
    words(field, kind).0
}
