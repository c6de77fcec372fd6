//! The `passwordrules` attribute, which tells password managers what to generate. Called by the
//! new-password field. The grammar is Apple's (password-manager-resources).

use crate::characters::SAFE_PUNCTUATION;
use crate::satisfiable::{classes_in, preferred_chars};
use regain_contract::PasswordPolicy;

/// Writes rules stricter than the policy: whatever a manager generates by them is accepted.
///
/// Stricter because the grammar cannot say "two of four classes": every class is required, and
/// our own preferred length is the minimum. Punctuation is an explicit set, never the keyword
/// `special`, which contains the space (PWD-07). What is allowed is said although it follows from
/// what is required, for readers that would otherwise assume all printable characters.
///
/// A maximum below four requires only as many classes as fit. Empty when nothing satisfies the
/// policy: leave the attribute out then.
#[must_use]
pub fn password_rules(policy: &PasswordPolicy) -> String {
    let Some(chars) = preferred_chars(policy) else {
        return String::new();
    };
    let punctuation = format!("[{SAFE_PUNCTUATION}]");
    let classes = ["upper", "lower", "digit", &punctuation];

    let mut rules = format!("minlength: {chars}; maxlength: {};", policy.max_chars);
    for class in classes.iter().take(classes_in(chars).into()) {
        rules.push_str(" required: ");
        rules.push_str(class);
        rules.push(';');
    }
    rules.push_str(" allowed: ");
    rules.push_str(&classes.join(", "));
    rules.push(';');
    rules
}
