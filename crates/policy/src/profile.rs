//! The two policies that ship. A server may configure any other: a policy is data.

use regain_contract::{AllowedCharacters, Forbidden, PasswordPolicy};

/// The default: 8 to 128 visible ASCII characters of at least two classes.
#[must_use]
pub fn compat() -> PasswordPolicy {
    PasswordPolicy {
        min_chars: 8,
        max_chars: 128,
        allowed: AllowedCharacters::VisibleAscii,
        min_classes: 2,
        forbidden: vec![Forbidden::Identifier, Forbidden::Common],
    }
}

/// What NIST SP 800-63B-4 §3.1.1.2 asks of a password that is the only factor.
///
/// 15 to 128 characters of any kind, no composition rule, common passwords refused.
#[must_use]
pub fn nist() -> PasswordPolicy {
    PasswordPolicy {
        min_chars: 15,
        max_chars: 128,
        allowed: AllowedCharacters::Any,
        min_classes: 0,
        forbidden: vec![Forbidden::Identifier, Forbidden::Common],
    }
}
