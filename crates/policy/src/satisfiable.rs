//! Whether any password can satisfy a policy, and the length at which we would choose one.
//!
//! Asked by the server when it reads its configuration, by the generator and by `passwordrules`.

use regain_contract::PasswordPolicy;

/// Long enough to be strong (about 120 bits), short enough to be read aloud or copied by hand.
const PREFERRED_CHARS: u16 = 20;

/// Whether at least one password keeps every rule, identifiers and common passwords aside.
///
/// False when the minimum is above the maximum, the maximum is 0, or more classes are asked for
/// than exist or than fit. A server should refuse to start with such a policy.
#[must_use]
pub fn is_satisfiable(policy: &PasswordPolicy) -> bool {
    preferred_chars(policy).is_some()
}

/// The minimum that counts: an empty password is never accepted.
pub fn least_chars(policy: &PasswordPolicy) -> u16 {
    policy.min_chars.max(1)
}

/// The length of passwords made for this policy; `None` when nothing satisfies it.
pub fn preferred_chars(policy: &PasswordPolicy) -> Option<u16> {
    let chars = PREFERRED_CHARS.max(policy.min_chars).min(policy.max_chars);
    let enough = chars >= least_chars(policy);
    (enough && policy.min_classes <= classes_in(chars)).then_some(chars)
}

/// How many classes a made password of this length contains: all four where they fit.
pub fn classes_in(chars: u16) -> u8 {
    chars.min(4) as u8
}
