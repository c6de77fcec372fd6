//! `/`: name the account. Also rendered at build time into `index.html`, so that it can be filled
//! in before the wasm is there.

use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::ui::erased::{press, text, when};
use crate::ui::{Field, Problems, RouteLink, SubmitButton, Ui};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use regain_flow::{Route, State};

/// Draws the account form.
#[component]
pub fn AccountStep() -> impl IntoView {
    let ui = Ui::here();
    let ids = Problems::new(ui);
    let field = NodeRef::<Input>::new();
    let lead = t(Key::AccountLead);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        ui.submit_identifier();
    };
    let (id, invalid, described) = (ids.input.clone(), ids.invalid(), ids.described_by());
    view! {
        <Frame heading=Key::AccountHeading field>
            <p class="rg-lead">{lead}</p>
            // `dialog` outside a dialog does nothing: a press before the script is there neither
            // leaves the page nor puts what was typed into the address.
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                <Field label=Key::AccountField hint=Key::AccountHint ids>
                    <input
                        class="rg-input"
                        id=id
                        name="identifier"
                        type="text"
                        autocomplete="username"
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
                <SubmitButton text=Key::AccountNext/>
            </form>
            <p class="rg-aside"><RouteLink to=Route::Username text=Key::AccountUsername/></p>
            <ReturnLink/>
        </Frame>
    }
}

/// The way back into a recovery that Back has left.
#[component]
pub fn ReturnLink() -> impl IntoView {
    let ui = Ui::here();
    let label = t(Key::AccountReturn);
    let is_held =
        move || ui.state.with(|state| matches!(state, State::Account { held: Some(_), .. }));
    when(is_held, move || {
        let back = press(move |_| ui.shell().go(Route::Methods));
        view! { <p class="rg-aside"><button class="rg-link" type="button" on:click=back>{label}</button></p> }
            .into_any()
    })
}
