//! `/password`: set the new password. The password lives in the input alone: the state, the
//! signals and the requirement list never hold it (PWD-10).

use crate::i18n::{Key, t};
use crate::steps::frame::Frame;
use crate::ui::erased::{attribute, effect, press, text, when};
use crate::ui::{
    Field, LinkButton, Problems, Requirement, RequirementList, Requirements, SubmitButton, Ui,
    Verdict, new_id,
};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::reactive::graph::untrack;
use regain_contract::{Password, SetPasswordStep};
use regain_flow::{Event, Live};
use regain_policy::{Context, Report, Rule, check, generate};
use std::rc::Rc;

/// Draws the form.
#[component]
pub fn PasswordStep() -> impl IntoView {
    let ui = Ui::here();
    let field = NodeRef::<Input>::new();
    let is_shown = RwSignal::new(false);
    // A sent password is not kept here; when it comes to nothing, it must be typed again.
    let is_sent = RwSignal::new(false);
    let retype = t(Key::PasswordRetype);
    let must_retype = move || is_sent.get() && ui.failure().is_some();
    // Goes up when the text changes; the text itself is in the input alone.
    let changes = RwSignal::new(0_u32);
    let look = move || changes.update(|changes| *changes = changes.wrapping_add(1));
    let wipe = move || {
        if let Some(field) = field.get_untracked() {
            field.set_value("");
        }
        is_shown.set(false);
        look();
    };
    ui.shell().on_leave(Rc::new(wipe));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        is_shown.set(false);
        ui.dispatch(Event::SubmittedPassword(typed(field)));
        // It is on its way, or it was refused here and stays to be mended.
        let is_out = untrack(move || ui.is_busy());
        is_sent.set(is_out);
        if is_out {
            wipe();
        }
    };
    let is_told = RwSignal::new(false);
    let suggest = press(move |_| {
        is_told.set(true);
        suggest(ui, field, is_shown, &look);
    });
    let typed_in = move || {
        is_told.set(false);
        look();
    };
    let rules_id = new_id("rules");
    view! {
        <Frame heading=Key::PasswordHeading field>
            <form class="rg-form" method="dialog" novalidate=true on:submit=submit>
                <Username/>
                {when(must_retype, move || view! { <p class="rg-quiet">{retype}</p> }.into_any())}
                <PasswordField field is_shown look=typed_in rules_id=rules_id.clone()/>
                <p class="rg-form__extra"><LinkButton text=Key::PasswordSuggest press=suggest/></p>
                <Rules field changes is_told id=rules_id/>
                <SubmitButton text=Key::PasswordSet/>
            </form>
        </Frame>
    }
}

fn step(ui: Ui) -> Option<SetPasswordStep> {
    ui.state.with_untracked(|_| {
        ui.step(|step| match step {
            Live::SetPassword(step) => Some(step.clone()),
            _ => None,
        })
    })
}

fn typed(field: NodeRef<Input>) -> Password {
    Password::new(field.get_untracked().map(|field| field.value()).unwrap_or_default())
}

fn checked(step: &SetPasswordStep, password: &Password) -> Report {
    let identifiers = [step.username.as_str()];
    check(&step.policy, password.expose(), &Context { identifiers: &identifiers, common: None })
}

/// The username, readable and in a real field, so that a password manager files the new password
/// under it (PWD-06).
#[component]
fn Username() -> impl IntoView {
    let ui = Ui::here();
    let id = new_id("username");
    let label = t(Key::PasswordUsername);
    let username = step(ui).map(|step| step.username).unwrap_or_default();
    view! {
        <div class="rg-field rg-field--fixed">
            <label class="rg-field__label" for=id.clone()>{label}</label>
            <input
                class="rg-input rg-input--fixed"
                id=id
                name="username"
                type="text"
                autocomplete="username"
                readonly=true
                dir="ltr"
                prop:value=username
            />
        </div>
    }
}

/// The password input with its show/hide button. No `maxlength`; pasting is welcome (PWD-05).
#[component]
fn PasswordField(
    field: NodeRef<Input>,
    is_shown: RwSignal<bool>,
    look: impl Fn() + Send + 'static,
    /// The list of rules, which describes the field.
    rules_id: String,
) -> impl IntoView {
    let ui = Ui::here();
    let ids = Problems::new(ui).and(rules_id);
    let (id, invalid, described) = (ids.input.clone(), ids.invalid(), ids.described_by());
    // An attribute that Leptos does not know: set on the element itself (PWD-07).
    if let Some(rules) = step(ui).map(|step| regain_policy::password_rules(&step.policy)) {
        effect(move || {
            if let Some(field) = field.get() {
                let _ = field.set_attribute("passwordrules", &rules);
            }
        });
    }
    let toggle = press(move |_| {
        is_shown.update(|shown| *shown = !*shown);
        let key = if is_shown.get_untracked() { Key::PasswordShown } else { Key::PasswordHidden };
        ui.say(key);
    });
    let toggle_text =
        text(move || ui.text(if is_shown.get() { Key::PasswordHide } else { Key::PasswordShow }));
    let shape = attribute(move || Some(if is_shown.get() { "text" } else { "password" }));
    view! {
        <Field label=Key::PasswordField hint=Key::PasswordHint ids>
            <div class="rg-secret" dir="ltr">
                <input
                    class="rg-input rg-input--secret"
                    id=id.clone()
                    name="new-password"
                    type=shape
                    autocomplete="new-password"
                    autocapitalize="none"
                    spellcheck="false"
                    dir="ltr"
                    aria-required="true"
                    aria-invalid=invalid
                    aria-describedby=described
                    on:input=move |_| look()
                    node_ref=field
                />
                <button class="rg-secret__toggle" type="button" aria-controls=id on:click=toggle>
                    {toggle_text}
                </button>
            </div>
        </Field>
    }
}

/// The rules with a verdict on each, and one polite announcement when their number changes.
#[component]
fn Rules(
    field: NodeRef<Input>,
    changes: RwSignal<u32>,
    /// Whether the change is told already, by *Suggest*.
    is_told: RwSignal<bool>,
    id: String,
) -> impl IntoView {
    let ui = Ui::here();
    let requirements = move || {
        changes.track();
        let report = step(ui).map(|step| checked(&step, &typed(field)));
        let rules = report.as_ref().map(Report::requirements).unwrap_or_default();
        rules.iter().map(|one| in_words(ui, *one)).collect::<Vec<_>>()
    };
    let mut before = None;
    effect(move || {
        let is_unmet = |one: &&Requirement| one.verdict == Verdict::Unmet;
        let requirements = requirements();
        let unmet = requirements.iter().filter(is_unmet).count();
        let is_told = untrack(move || is_told.get());
        // At the end there is no rule any more, which is no news.
        let is_here = !is_told && !ui.is_busy() && !requirements.is_empty();
        let is_news = is_here && before.is_some_and(|before| before != unmet);
        before = Some(unmet);
        match unmet {
            _ if !is_news => {}
            0 => ui.say(Key::RulesAllMet),
            n => ui.announce(ui.filled_untracked(Key::RulesLeft, &[("n", &n.to_string())])),
        }
    });
    let requirements: Requirements = Box::new(requirements);
    view! { <RequirementList requirements id/> }
}

fn in_words(ui: Ui, one: regain_policy::Requirement) -> Requirement {
    let n = |key: Key, n: u16| ui.filled(key, &[("n", &n.to_string())]);
    let text = match one.rule {
        Rule::Minimum { chars } => n(Key::RuleMinimum, chars),
        Rule::Maximum { chars } => n(Key::RuleMaximum, chars),
        Rule::Characters => ui.text(Key::RuleCharacters),
        Rule::Classes { least } => n(Key::RuleClasses, least.into()),
        Rule::NotIdentifier => ui.text(Key::RuleIdentifier),
        Rule::NotCommon => ui.text(Key::RuleCommon),
    };
    let verdict = match one.verdict {
        regain_policy::Verdict::Met => Verdict::Met,
        regain_policy::Verdict::Unmet(_) => Verdict::Unmet,
        regain_policy::Verdict::Unknown => Verdict::Unknown,
    };
    Requirement { text, verdict }
}

/// Fills in a generated password and shows it, so that it can be written down.
fn suggest(ui: Ui, field: NodeRef<Input>, is_shown: RwSignal<bool>, look: &impl Fn()) {
    let shell = ui.shell();
    let mut random = |buffer: &mut [u8]| {
        // Without randomness the buffer stays as it is, which the generator does not accept.
        let _ = shell.random(buffer);
    };
    let password = step(ui).and_then(|step| generate(&step.policy, &mut random));
    let (Some(password), Some(field)) = (password, field.get_untracked()) else { return };
    field.set_value(password.expose());
    is_shown.set(true);
    look();
    ui.say(Key::PasswordSuggested);
}
