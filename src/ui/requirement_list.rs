//! A list of rules with a live verdict on each, told by text and shape, not by colour alone
//! (A11Y-17).

use crate::i18n::{Key, t};
use crate::ui::erased::block;
use leptos::prelude::*;

/// Whether a rule is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Met,
    /// It is not, yet.
    Unmet,
    /// Only the server can tell.
    Unknown,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The rule in words.
    pub text: String,
    /// Whether it is kept.
    pub verdict: Verdict,
}

/// Reads the rules and their verdicts of the moment.
pub type Requirements = Box<dyn Fn() -> Vec<Requirement> + Send>;

/// Draws the list.
#[component]
pub fn RequirementList(requirements: Requirements, id: String) -> impl IntoView {
    let heading = t(Key::PasswordRules);
    let rows = block(move || {
        let rows = requirements().into_iter().map(|rule| view! { <Row rule/> }.into_any());
        rows.collect::<Vec<_>>().into_any()
    });
    view! {
        <div class="rg-rules" id=id>
            <p class="rg-rules__heading">{heading}</p>
            <ul class="rg-rules__list">{rows}</ul>
        </div>
    }
}

#[component]
fn Row(rule: Requirement) -> impl IntoView {
    let (class, key) = match rule.verdict {
        Verdict::Met => ("rg-rule rg-rule--met", Key::RuleMet),
        Verdict::Unmet => ("rg-rule", Key::RuleUnmet),
        Verdict::Unknown => ("rg-rule rg-rule--unknown", Key::RuleUnknown),
    };
    view! {
        <li class=class>
            <span>{rule.text}</span>
            <span class="rg-sr-only">": "{t(key)}</span>
        </li>
    }
}
