//! The consent to facial recognition: purpose, recipient and keeping in words, and a box that nobody
//! ticks for the person (FAC-02).

use crate::error_messages::StepField;
use crate::i18n::{Key, quoted, t};
use crate::ui::erased::text;
use crate::ui::{Problems, Ui, problems};
use leptos::html::Input;
use leptos::prelude::*;
use regain_contract::FaceConsent;

/// Draws the consent.
#[component]
pub fn Consent(
    consent: FaceConsent,
    ticked: RwSignal<bool>,
    field: NodeRef<Input>,
) -> impl IntoView {
    let ui = Ui::here();
    let ids = Problems::at(ui, StepField::Consent);
    let (id, invalid, described) = (ids.input.clone(), ids.invalid(), ids.described_by());
    let (label, hint, hint_id) = (t(Key::ConsentAgree), t(Key::ConsentHint), ids.hint.clone());
    let purpose = text(move || ui.filled(Key::ConsentPurpose, &[("account", &ui.account())]));
    let facts = |key: Key| {
        let days = consent.retention_days.into();
        let recipient = quoted(&consent.recipient);
        text(move || {
            ui.filled(key, &[("recipient", &recipient), ("time", &ui.format("day", days))])
        })
    };
    let recipient = facts(Key::ConsentRecipient);
    let keeping = facts(match consent.retention_days {
        0 => Key::ConsentKeepingNone,
        _ => Key::ConsentKeeping,
    });
    view! {
        <div class="rg-field">
            <ul class="rg-facts">
                <li>{purpose}</li>
                <li>{recipient}</li>
                <li>{keeping}</li>
            </ul>
            {problems(ids)}
            <div class="rg-choice">
                <input
                    class="rg-choice__input"
                    type="checkbox"
                    id=id.clone()
                    aria-required="true"
                    aria-invalid=invalid
                    aria-describedby=described
                    on:change=move |event| ticked.set(event_target_checked(&event))
                    node_ref=field
                />
                <label class="rg-choice__label" for=id>{label}</label>
            </div>
            <div class="rg-field__hint" id=hint_id>{hint}</div>
        </div>
    }
}
