//! The check of one password against one policy, called at each keystroke and by the server.

use crate::characters::{class_of, offence};
use crate::identifier::names;
use crate::report::{Report, Requirement, Rule, Verdict};
use crate::satisfiable::least_chars;
use regain_contract::{AllowedCharacters, Forbidden, PasswordPolicy, Violation};

/// What else the caller knows. The default knows nothing, and leaves verdicts unknown.
#[derive(Clone, Copy, Default)]
pub struct Context<'a> {
    /// Username, phone number and e-mail address of the account, as far as known. The browser
    /// knows the username alone, so for it *not the identifier* is met provisionally.
    pub identifiers: &'a [&'a str],
    /// Whether a password is common; `None` where there is no list, as in the browser.
    pub common: Option<&'a dyn Fn(&str) -> bool>,
}

/// Checks a password, exactly as typed, against every rule of the policy.
///
/// Total: any text under any policy, even one that nothing can satisfy, gives a report. Only the
/// rules that the policy sets are in it: `Characters` not when any character goes (control
/// characters included: a verifier that hashes bytes has no reason to refuse what a person can
/// type), `Classes` not when none is asked for.
///
/// Characters are Unicode scalar values, positions start at 1, and of several characters that are
/// not allowed the first is reported. The empty password is never accepted, whatever the policy's
/// minimum: it is too short, has too few classes, and keeps the other rules.
#[must_use]
pub fn check(policy: &PasswordPolicy, password: &str, context: &Context<'_>) -> Report {
    let seen = Seen::of(password);
    let mut requirements = Vec::with_capacity(6);
    let mut add = |rule, verdict| requirements.push(Requirement { rule, verdict });

    let (least, most) = (least_chars(policy), policy.max_chars);
    let missing = u32::from(least).saturating_sub(seen.chars);
    let excess = seen.chars.saturating_sub(u32::from(most));
    add(Rule::Minimum { chars: least }, unmet_if(missing > 0, Violation::TooShort { missing }));
    add(Rule::Maximum { chars: most }, unmet_if(excess > 0, Violation::TooLong { excess }));

    if policy.allowed == AllowedCharacters::VisibleAscii {
        add(Rule::Characters, seen.offence.map_or(Verdict::Met, Verdict::Unmet));
    }
    if policy.min_classes > 0 {
        let missing = policy.min_classes.saturating_sub(seen.classes());
        let verdict = unmet_if(missing > 0, Violation::TooFewClasses { missing });
        add(Rule::Classes { least: policy.min_classes }, verdict);
    }
    if policy.forbidden.contains(&Forbidden::Identifier) {
        add(Rule::NotIdentifier, identifier_verdict(password, context.identifiers));
    }
    if policy.forbidden.contains(&Forbidden::Common) {
        let verdict = context
            .common
            .map_or(Verdict::Unknown, |is_common| unmet_if(is_common(password), Violation::Common));
        add(Rule::NotCommon, verdict);
    }
    Report::new(requirements)
}

const fn unmet_if(broken: bool, violation: Violation) -> Verdict {
    if broken { Verdict::Unmet(violation) } else { Verdict::Met }
}

fn identifier_verdict(password: &str, identifiers: &[&str]) -> Verdict {
    if identifiers.is_empty() {
        return Verdict::Unknown;
    }
    unmet_if(identifiers.iter().any(|one| names(password, one)), Violation::Identifier)
}

/// What one pass over the characters finds.
pub struct Seen {
    chars: u32,
    class_bits: u8,
    offence: Option<Violation>,
}

impl Seen {
    /// Reads the password once.
    pub fn of(password: &str) -> Self {
        let mut seen = Self { chars: 0, class_bits: 0, offence: None };
        for c in password.chars() {
            seen.chars = seen.chars.saturating_add(1);
            if let Some(class) = class_of(c) {
                seen.class_bits |= 1 << class as u8;
            }
            if seen.offence.is_none() {
                seen.offence = offence(c, seen.chars);
            }
        }
        seen
    }

    /// How many of the four classes appear.
    pub const fn classes(&self) -> u8 {
        self.class_bits.count_ones() as u8
    }
}
