//! `/username`: name a phone number or an e-mail address, to be told the usernames that have it.

use crate::i18n::{Key, t};
use crate::steps::account::ReturnLink;
use crate::steps::frame::Frame;
use crate::ui::erased::text;
use crate::ui::{Field, Problems, RouteLink, SubmitButton, Ui};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use regain_flow::Route;

/// Draws the form.
#[component]
pub fn FindUsernameStep() -> impl IntoView {
    let ui = Ui::here();
    let ids = Problems::new(ui);
    let field = NodeRef::<Input>::new();
    let lead = t(Key::FindLead);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        ui.submit_identifier();
    };
    let (id, invalid, described) = (ids.input.clone(), ids.invalid(), ids.described_by());
    view! {
        <Frame heading=Key::FindHeading field>
            <p class="rg-lead">{lead}</p>
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                <Field label=Key::FindField hint=Key::FindHint ids>
                    <input
                        class="rg-input"
                        id=id
                        name="identifier"
                        type="text"
                        autocomplete="tel"
                        autocapitalize="none"
                        spellcheck="false"
                        aria-required="true"
                        aria-invalid=invalid
                        aria-describedby=described
                        prop:value=text(move || ui.identifier.get())
                        on:input=move |event| ui.identifier.set(event_target_value(&event))
                        node_ref=field
                    />
                </Field>
                <SubmitButton text=Key::FindSend/>
            </form>
            <p class="rg-aside"><RouteLink to=Route::Account text=Key::FindKnown/></p>
            <ReturnLink/>
        </Frame>
    }
}
